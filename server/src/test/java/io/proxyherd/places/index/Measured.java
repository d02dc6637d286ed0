package io.proxyherd.places.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.shipped.ExamplePlaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Layers beside the plain list of what is in them. */
final class Measured implements AutoCloseable {
  private final List<Place> all = new ArrayList<>();
  private final LayeredSearch onFiles;
  private final LayeredSearch inMemory;
  private int answers;

  Measured(PlaceRows... layers) throws IOException {
    for (PlaceRows layer : layers) {
      all.addAll(ExamplePlaces.read(layer));
    }
    onFiles = ExampleIndex.of(layers);
    inMemory = ExampleIndex.of(256 << 20, layers);
  }

  Place any(Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /**
   * On files and in memory is found what measuring the way to each place finds, and nothing
   * outside; and what is answered at once is the same, byte by byte.
   */
  void check(NearbyQuery query) throws IOException {
    List<Place> measured = measured(query);
    check(query, onFiles, measured);
    check(query, inMemory, measured);
    assertThat(onFiles.answer(query)).isEmpty();
    Optional<byte[]> answer = inMemory.answer(query);
    assertThat(answer.map(Measured::text).orElse(text(NearbyPrinter.print(measured))))
        .as("%s", query)
        .isEqualTo(text(NearbyPrinter.print(measured)));
    answers += answer.isPresent() ? 1 : 0;
  }

  /** How many of the questions were answered at once. */
  int answers() {
    return answers;
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }

  private static void check(NearbyQuery query, LayeredSearch search, List<Place> measured)
      throws IOException {
    assertThat(search.nearest(query)).as("%s", query).isEqualTo(measured);
    assertThat(search.near(query))
        .allSatisfy(near -> {
          assertThat(near.metres()).isEqualTo(metres(query, near.place()));
          assertThat(near.metres()).isLessThanOrEqualTo(query.radiusKm() * 1000);
        });
  }

  private record Way(Place place, double metres) {}

  private List<Place> measured(NearbyQuery query) {
    return all.stream()
        .filter(place -> query.type().map(place.types()::contains).orElse(true))
        .filter(place -> isInTheBand(query, place))
        .map(place -> new Way(place, metres(query, place)))
        .filter(way -> way.metres() <= query.radiusKm() * 1000)
        .sorted(comparingDouble(Way::metres).thenComparing(way -> way.place().id()))
        .limit(query.limit())
        .map(Way::place)
        .toList();
  }

  /** A degree of latitude is more than 111 km everywhere: most places need no measuring. */
  private static boolean isInTheBand(NearbyQuery query, Place place) {
    return Math.abs(query.latitude() - place.latitude()) * 111 <= query.radiusKm();
  }

  private static double metres(NearbyQuery query, Place place) {
    return EarthDistance.metres(
        query.latitude(), query.longitude(), place.latitude(), place.longitude());
  }

  @Override
  public void close() throws IOException {
    onFiles.close();
    inMemory.close();
  }
}
