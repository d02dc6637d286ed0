package io.proxyherd.places.index;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.shipped.Dataset;
import io.proxyherd.places.shipped.ExamplePlaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every answer is what measuring the way to each place gives: 12,000 random questions. */
final class LayeredSearchTest {
  private static final Attribution NOBODY = new Attribution("nobody", "https://example.org/");

  /** From a type that each place has down to one of two places in 3,000, and one of none. */
  private static final List<String> TYPES =
      List.of("establishment", "half", "tenth", "hundredth", "rare", "none");

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OfTheWorld {
    private final Measured layers;

    OfTheWorld() throws IOException {
      layers = new Measured(Dataset.shipped());
    }

    @AfterAll
    void close() throws IOException {
      layers.close();
      assertThat(layers.answers()).isGreaterThan(200);
    }

    @Seeds(count = 500)
    void findsWhatMeasuringFinds(long seed) throws IOException {
      var random = new Random(seed);
      Place near = layers.any(random);
      double spread = random.nextDouble();
      layers.check(
          new NearbyQuery(
              clamp(near.latitude() + spread * random.nextGaussian(), 90),
              clamp(near.longitude() + spread * random.nextGaussian(), 180),
              radiusKm(random, 100),
              1 + random.nextInt(20),
              random.nextBoolean() ? Optional.empty() : Optional.of(near.types().getFirst()),
              ""));
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class OfPolesSeamsAndCrowds {
    private final Measured one;
    private final Measured several;

    OfPolesSeamsAndCrowds() throws IOException {
      one = new Measured(oddPlaces(new Random(1), "a", 3000));
      several =
          new Measured(
              oddPlaces(new Random(2), "a", 2000),
              oddPlaces(new Random(3), "b", 1),
              // The same IDs at the same spots as the first.
              oddPlaces(new Random(2), "a", 500),
              oddPlaces(new Random(4), "c", 700));
    }

    @AfterAll
    void close() throws IOException {
      one.close();
      several.close();
      assertThat(one.answers()).isGreaterThan(300);
      assertThat(several.answers()).isGreaterThan(300);
    }

    @Seeds(count = 4000)
    void findsWhatMeasuringFinds(long seed) throws IOException {
      one.check(oddQuery(new Random(seed), Optional.empty()));
    }

    @Seeds(count = 2000)
    void findsWhatMeasuringFindsOfAType(long seed) throws IOException {
      var random = new Random(seed);
      one.check(oddQuery(random, Optional.of(TYPES.get(random.nextInt(TYPES.size())))));
    }

    @Seeds(count = 3500)
    void findsItInSeveralLayers(long seed) throws IOException {
      several.check(oddQuery(new Random(seed), Optional.empty()));
    }

    @Seeds(count = 2000)
    void findsItOfATypeInSeveralLayers(long seed) throws IOException {
      var random = new Random(seed);
      several.check(oddQuery(random, Optional.of(TYPES.get(random.nextInt(TYPES.size())))));
    }
  }

  @Test
  void putsPlacesAtTheSameSpotInTheOrderOfTheirIds() throws IOException {
    var crowd = new ArrayList<Place>();
    for (int i = 0; i < 100; i++) {
      crowd.add(place("crowd-" + i * 37 % 100, 10, 20, "establishment"));
    }
    try (LayeredSearch search = ExampleIndex.of(rows(crowd))) {
      assertThat(search.nearest(new NearbyQuery(10.1, 20, 50, 7)))
          .isEqualTo(crowd.stream().sorted(comparing(Place::id)).limit(7).toList());
    }
  }

  @Test
  void tellsTheLayerOfEachPlaceAndPutsTheFirstLayerFirst() throws IOException {
    Place twin = place("twin", 10, 20, "establishment");
    try (LayeredSearch search =
        ExampleIndex.of(rows(List.of(twin)), rows(List.of(place("other", 10, 21, "x"), twin)))) {
      assertThat(search.near(new NearbyQuery(10, 20, 200, 10)))
          .extracting(near -> near.place().id() + " of " + near.layer())
          .containsExactly("twin of layer-0", "twin of layer-1", "other of layer-1");
    }
  }

  @Test
  void findsNothingWhereThereIsNoLayer() throws IOException {
    try (var search = new LayeredSearch(OpenLayers.NONE)) {
      assertThat(search.size()).isZero();
      assertThat(search.nearest(new NearbyQuery(10, 20, 50, 7))).isEmpty();
    }
  }

  @Test
  void countsThePlacesOfAllLayers() throws IOException {
    Dataset lyon = ExamplePlaces.dataset(ExamplePlaces.LYON);
    try (LayeredSearch search = ExampleIndex.of(lyon, lyon)) {
      assertThat(search.size()).isEqualTo(2);
    }
  }

  @Test
  void keepsPlacesAsTheyAre() throws IOException {
    var odd =
        new Place(
            "", "名前 \u0000 \n\t\uD83D\uDC11", -90, -180, List.of("a"), "x".repeat(70_000), NOBODY);
    try (LayeredSearch search = ExampleIndex.of(rows(List.of(odd)))) {
      assertThat(search.nearest(new NearbyQuery(-90, 0, 1, 1))).containsExactly(odd);
    }
  }

  private static PlaceRows rows(List<Place> places) {
    return sink -> {
      for (Place place : places) {
        sink.accept(place);
      }
    };
  }

  private static Place place(String id, double latitude, double longitude, String... types) {
    return new Place(id, "of " + id, latitude, longitude, List.of(types), "", NOBODY);
  }

  private static PlaceRows oddPlaces(Random random, String prefix, int count) {
    var places = new ArrayList<Place>();
    for (int i = 0; i < count; i++) {
      places.add(
          place(
              prefix + i,
              rounded(oddLatitude(random)),
              rounded(oddLongitude(random)),
              types(random).toArray(String[]::new)));
    }
    return rows(places);
  }

  private static List<String> types(Random random) {
    var types = new ArrayList<String>();
    addOnceIn(2, "half", random, types);
    addOnceIn(10, "tenth", random, types);
    addOnceIn(100, "hundredth", random, types);
    addOnceIn(1500, "rare", random, types);
    types.add("establishment");
    return types;
  }

  private static void addOnceIn(int times, String type, Random random, List<String> types) {
    if (random.nextInt(times) == 0) {
      types.add(type);
    }
  }

  private static NearbyQuery oddQuery(Random random, Optional<String> type) {
    return new NearbyQuery(
        oddLatitude(random),
        oddLongitude(random),
        radiusKm(random, 21_000),
        random.nextInt(10) == 0 ? 1 + random.nextInt(4000) : 1 + random.nextInt(20),
        type,
        "");
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

  /** What the index keeps. */
  private static double rounded(double degrees) {
    return Math.round(degrees * 1e7) / 1e7;
  }
}
