package io.proxyherd.places.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ReadyPlacesTest {
  private static final Attribution SOURCE = new Attribution("source", "https://example.org/");
  private static final NearbyQuery HERE = new NearbyQuery(10, 20, 50, 5);
  private static final int ENOUGH = 1 << 20;

  @Test
  void answersWhatWasLookedUpBefore() throws IOException {
    Place place = place("a", 10.1, 20);
    try (LayeredSearch search = search(ENOUGH, List.of(place))) {
      assertThat(search.answer(HERE)).isEmpty();
      var _ = search.nearest(HERE);
      assertThat(search.answer(HERE)).map(ReadyPlacesTest::text).hasValue(printed(place));
    }
  }

  @Test
  void answersAtOnceThatThereIsNone() throws IOException {
    try (LayeredSearch search = search(ENOUGH, List.of(place("a", -10, 20)))) {
      assertThat(search.answer(HERE)).map(ReadyPlacesTest::text).hasValue(printed());
    }
  }

  @Test
  void leavesEquallyNearPlacesToTheIndex() throws IOException {
    List<Place> twins = List.of(place("b", 10.1, 20), place("a", 10.1, 20));
    try (LayeredSearch search = search(ENOUGH, twins)) {
      assertThat(search.nearest(HERE)).isEqualTo(twins.reversed());
      assertThat(search.answer(HERE)).isEmpty();
      var one = new NearbyQuery(10, 20, 50, 1);
      assertThat(search.nearest(one)).containsExactly(twins.getLast());
      assertThat(search.answer(one)).isEmpty();
    }
  }

  @Test
  void leavesTypesAndWideCirclesToTheIndex() throws IOException {
    try (LayeredSearch search = search(ENOUGH, List.of(place("a", -10, 20)))) {
      assertThat(search.answer(new NearbyQuery(10, 20, 100, 5))).isPresent();
      assertThat(search.answer(new NearbyQuery(10, 20, 101, 5))).isEmpty();
      assertThat(search.answer(new NearbyQuery(10, 20, 50, 64))).isPresent();
      assertThat(search.answer(new NearbyQuery(10, 20, 50, 65))).isEmpty();
      assertThat(search.answer(new NearbyQuery(10, 20, 50, 5, Optional.of("cafe"), ""))).isEmpty();
      assertThat(search.answer(new NearbyQuery(91, 20, 50, 5))).isEmpty();
    }
  }

  @Test
  void findsTheNearestOfACrowd() throws IOException {
    var random = new Random(1);
    var crowd = new ArrayList<Place>();
    for (int i = 0; i < 20_000; i++) {
      crowd.add(place("p" + i, 10 + random.nextGaussian() / 20, 20 + random.nextGaussian() / 20));
    }
    try (LayeredSearch search = search(64 * ENOUGH, crowd)) {
      String found = printed(search.nearest(HERE).toArray(Place[]::new));
      assertThat(search.answer(HERE)).map(ReadyPlacesTest::text).hasValue(found);
    }
  }

  @Test
  void leavesACrowdAtOneSpotToTheIndex() throws IOException {
    var crowd = new ArrayList<Place>();
    for (int i = 0; i < 3000; i++) {
      crowd.add(place("p" + i, 10, 20));
    }
    try (LayeredSearch search = search(ENOUGH, crowd)) {
      assertThat(search.nearest(HERE)).hasSize(5);
      assertThat(search.answer(HERE)).isEmpty();
    }
  }

  @Test
  void takesNoMemoryWhereThereIsTooLittle() throws IOException {
    List<Place> places = List.of(place("a", -10, 20), place("b", -11, 20));
    try (LayeredSearch enough = search(64, places);
        LayeredSearch tooLittle = search(63, places)) {
      assertThat(enough.answer(HERE)).isPresent();
      assertThat(tooLittle.answer(HERE)).isEmpty();
    }
  }

  @Test
  void forgetsWhatDoesNotFitAndKeepsWhatIsAskedForAgain() throws IOException {
    // Room for one place's JSON beside the points, not for two.
    var there = new NearbyQuery(-10, 20, 50, 5);
    try (LayeredSearch search =
        search(64 + 200, List.of(place("a", 10.1, 20), place("b", -10, 20)))) {
      var _ = search.nearest(HERE);
      assertThat(search.answer(HERE)).isPresent();
      var _ = search.nearest(there);
      assertThat(search.answer(there)).isPresent();
      assertThat(search.answer(HERE)).isEmpty();
      var _ = search.nearest(HERE);
      assertThat(search.answer(HERE)).isPresent();
    }
  }

  private static LayeredSearch search(long memoryBytes, List<Place> places) throws IOException {
    return ExampleIndex.of(
        memoryBytes,
        sink -> {
          for (Place place : places) {
            sink.accept(place);
          }
        });
  }

  private static Place place(String id, double latitude, double longitude) {
    return new Place(id, "of " + id, latitude, longitude, List.of("cafe"), "", SOURCE);
  }

  private static String printed(Place... places) {
    return text(NearbyPrinter.print(List.of(places)));
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
