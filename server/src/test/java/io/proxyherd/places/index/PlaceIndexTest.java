package io.proxyherd.places.index;

import static io.proxyherd.places.shipped.ExamplePlaces.dataset;
import static io.proxyherd.places.shipped.ExamplePlaces.town;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.EarthDistance;
import io.proxyherd.places.Place;
import io.proxyherd.places.shipped.Dataset;
import io.proxyherd.places.shipped.ExamplePlaces;
import io.proxyherd.places.shipped.ShippedPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every answer is what measuring the way to each place gives. */
final class PlaceIndexTest {
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OfTheWorld extends Measured {
    OfTheWorld() throws IOException {
      super(Dataset.shipped());
    }

    @Seeds(count = 200)
    void findsWhatMeasuringFinds(long seed) throws IOException {
      var random = new Random(seed);
      Place near = all.get(random.nextInt(all.size()));
      double spread = random.nextDouble();
      check(
          new NearbyQuery(
              clamp(near.latitude() + spread * random.nextGaussian(), 90),
              clamp(near.longitude() + spread * random.nextGaussian(), 180),
              radiusKm(random, 100),
              1 + random.nextInt(20)));
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OfPolesSeamsAndCrowds extends Measured {
    OfPolesSeamsAndCrowds() throws IOException {
      super(dataset(oddPlaces(new Random(1))));
    }

    @Seeds(count = 2000)
    void findsWhatMeasuringFinds(long seed) throws IOException {
      var random = new Random(seed);
      check(
          new NearbyQuery(
              oddLatitude(random),
              oddLongitude(random),
              radiusKm(random, 21_000),
              random.nextInt(10) == 0 ? 1 + random.nextInt(4000) : 1 + random.nextInt(20)));
    }
  }

  /** An index beside the plain list of what is in it. */
  abstract static class Measured {
    final List<Place> all;
    private final PlaceIndex index;

    Measured(Dataset dataset) throws IOException {
      all = ExamplePlaces.read(dataset);
      index = ExampleIndex.of(dataset);
    }

    @AfterAll
    void close() throws IOException {
      index.close();
    }

    void check(NearbyQuery query) throws IOException {
      assertThat(index.nearest(query)).as("%s", query).isEqualTo(measured(query));
    }

    private record Way(Place place, double metres) {}

    private List<Place> measured(NearbyQuery query) {
      return all.stream()
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
  }

  @Test
  void putsPlacesAtTheSameSpotInTheOrderOfTheirIds() throws IOException {
    var crowd = new ArrayList<ShippedPlace>();
    for (int i = 0; i < 100; i++) {
      crowd.add(town("Crowd " + i, 10, 20));
    }
    try (PlaceIndex index = ExampleIndex.of(dataset(crowd))) {
      assertThat(index.nearest(new NearbyQuery(10.1, 20, 50, 7)))
          .isEqualTo(
              crowd.stream()
                  .map(ShippedPlace::toPlace)
                  .sorted(comparing(Place::id))
                  .limit(7)
                  .toList());
    }
  }

  @Test
  void countsItsPlaces() throws IOException {
    try (PlaceIndex index = ExampleIndex.of(dataset(ExamplePlaces.LYON))) {
      assertThat(index.size()).isEqualTo(1);
    }
  }

  private static List<ShippedPlace> oddPlaces(Random random) {
    var places = new ArrayList<ShippedPlace>();
    for (int i = 0; i < 3000; i++) {
      places.add(town("Odd " + i, oddLatitude(random), oddLongitude(random)));
    }
    return places;
  }

  private static double oddLatitude(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 90;
      case 1 -> -90;
      case 2 -> 90 - random.nextDouble();
      case 3 -> random.nextDouble() - 90;
      case 4 -> random.nextInt(-3, 4);
      default -> random.nextDouble(-90, 90);
    };
  }

  private static double oddLongitude(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 180;
      case 1 -> -180;
      case 2 -> 180 - random.nextDouble();
      case 3 -> random.nextDouble() - 180;
      case 4 -> random.nextInt(-3, 4);
      default -> random.nextDouble(-180, 180);
    };
  }

  /** As often tens of metres as the most. */
  private static double radiusKm(Random random, double most) {
    return 0.01 * Math.pow(most / 0.01, random.nextDouble());
  }

  private static double clamp(double degrees, double most) {
    return Math.clamp(degrees, -most, most);
  }
}
