package io.proxyherd.demo.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.geo.Position;
import io.proxyherd.places.Place;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TravellersTest {
  private static final long SEED = 7;
  private static final int SECONDS = 3_600;

  /** A flat city is right to a thousandth. */
  private static final double ROUNDING = 1.002;

  /** What each city is called among the shipped places, its own quarter included. */
  private static final Map<City, String> SHIPPED_NAMES =
      Map.ofEntries(
          Map.entry(City.UCLA, "Westwood"),
          Map.entry(City.LOS_ANGELES, "Los Angeles"),
          Map.entry(City.NEW_YORK, "New York City"),
          Map.entry(City.MEXICO, "Mexico City"),
          Map.entry(City.SAO_PAULO, "São Paulo"),
          Map.entry(City.LISBON, "Lisbon"),
          Map.entry(City.BERLIN, "Berlin"),
          Map.entry(City.NAIROBI, "Nairobi"),
          Map.entry(City.DELHI, "New Delhi"),
          Map.entry(City.TOKYO, "Tokyo"),
          Map.entry(City.MELBOURNE, "Melbourne"));

  @Test
  void nobodyIsFasterThanItsVehicle() {
    var steps = new SplittableRandom(SEED);
    for (Traveller traveller : Travellers.of(300, SEED)) {
      for (int i = 0; i < 500; i++) {
        double seconds = steps.nextDouble(0.1, 10);
        Position before = traveller.position();
        traveller.advance(seconds);
        assertThat(metres(before, traveller.position()))
            .as("%s in %s s", traveller.id(), seconds)
            .isLessThanOrEqualTo(traveller.vehicle().fastest() * seconds * ROUNDING);
      }
    }
  }

  @Test
  void everybodyGetsAbout() {
    for (Traveller traveller : Travellers.of(300, SEED)) {
      // Round a corner the way is longer than a step shows.
      assertThat(steps(traveller).sum())
          .as("metres of %s in an hour", traveller.id())
          .isGreaterThan(traveller.vehicle().slowest() * SECONDS / 4);
    }
  }

  @ParameterizedTest
  @EnumSource(Vehicle.class)
  void everySortOfTrafficStopsNowAndThen(Vehicle vehicle) {
    long still =
        Travellers.of(300, SEED).stream()
            .filter(traveller -> traveller.vehicle() == vehicle)
            .limit(10)
            .flatMapToDouble(TravellersTest::steps)
            .filter(step -> step == 0)
            .count();
    assertThat(still / (10.0 * SECONDS)).isBetween(0.05, 0.6);
  }

  @Test
  void nobodyLeavesItsCity() {
    for (Traveller traveller : Travellers.of(300, SEED)) {
      City city = traveller.city();
      double toTheCorner = Math.hypot(city.halfLength(), city.halfWidth()) + city.block();
      for (int i = 0; i < 100; i++) {
        traveller.advance(60);
        Position at = traveller.position();
        assertThat(metres(new Position(city.latitude(), city.longitude()), at))
            .as(traveller.id())
            .isLessThan(toTheCorner * ROUNDING);
      }
    }
  }

  @Test
  void everybodyIsOnAStreet() {
    for (Traveller traveller : Travellers.of(100, SEED)) {
      var streets = new Streets(traveller.city());
      traveller.advance(123);
      Position at = traveller.position();
      assertThat(onSomeStreet(streets, traveller.city(), at)).as(traveller.id()).isTrue();
    }
  }

  @Test
  void theSameSeedIsTheSameDay() {
    assertThat(day(SEED, 200)).isEqualTo(day(SEED, 200)).isNotEqualTo(day(SEED + 1, 200));
  }

  @Test
  void moreTravellersChangeNothingForTheFirst() {
    assertThat(day(SEED, 50)).isEqualTo(day(SEED, 500).subList(0, 50));
  }

  @Test
  void stepsOfAnyLengthLeadToTheSamePlace() {
    Traveller one = Travellers.of(1, SEED).getFirst();
    Traveller other = Travellers.of(1, SEED).getFirst();
    one.advance(600);
    for (int i = 0; i < 1_200; i++) {
      other.advance(0.5);
    }
    assertThat(metres(one.position(), other.position())).isCloseTo(0, within(0.01));
  }

  @Test
  void idsAreReadableAndTheirOwn() {
    List<String> ids = Travellers.of(10_000, SEED).stream().map(Traveller::id).toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .contains("bus-1.lisbon", "walker-3.ucla", "car-2.saopaulo")
        .allMatch(id -> id.matches("(walker|bike|car|bus)-[1-9][0-9]*\\.[a-z]+"));
  }

  @Test
  void everyCityHasItsShare() {
    Map<City, Long> shares =
        Travellers.of(300, SEED).stream()
            .collect(Collectors.groupingBy(Traveller::city, Collectors.counting()));
    assertThat(shares.keySet()).containsExactlyInAnyOrder(City.values());
    assertThat(shares.values()).allMatch(share -> share >= 300 / City.values().length);
  }

  @ParameterizedTest
  @EnumSource(City.class)
  void citiesAreWhereTheyAre(City city) throws IOException {
    var near = new ArrayList<Place>();
    Dataset.shipped()
        .read(place -> {
          if (place.name().equals(SHIPPED_NAMES.get(city))) {
            near.add(place);
          }
        });
    assertThat(near)
        .as("places called %s", SHIPPED_NAMES.get(city))
        .anyMatch(place ->
            EarthDistance.metres(
                    city.latitude(), city.longitude(), place.latitude(), place.longitude())
                < 15_000);
  }

  /** How far it gets in each second of an hour, metres. */
  private static DoubleStream steps(Traveller traveller) {
    return IntStream.range(0, SECONDS)
        .mapToDouble(_ -> {
          Position before = traveller.position();
          traveller.advance(1);
          return metres(before, traveller.position());
        });
  }

  /** Where so many are after a while. */
  private static List<Position> day(long seed, int count) {
    return Travellers.of(count, seed).stream()
        .peek(traveller -> traveller.advance(1_000))
        .map(Traveller::position)
        .toList();
  }

  /** Within a hand's breadth of one of those that run along, or of those that run across. */
  private static boolean onSomeStreet(Streets streets, City city, Position at) {
    for (int street = -streets.columns(); street <= streets.columns(); street++) {
      double wide = metresFrom(streets, city, at, street, true);
      double high = metresFrom(streets, city, at, street, false);
      if (wide < 0.1 || (Math.abs(street) <= streets.rows() && high < 0.1)) {
        return true;
      }
    }
    return false;
  }

  /** By trying: the nearest point of the street, a decimetre apart. */
  private static double metresFrom(
      Streets streets, City city, Position at, int street, boolean isAlong) {
    double fixed = streets.metres(street);
    double half = isAlong ? city.halfWidth() : city.halfLength();
    double low = -half - city.block();
    double high = half + city.block();
    while (high - low > 0.01) {
      double a = low + (high - low) / 3;
      double b = high - (high - low) / 3;
      if (metres(at, point(streets, fixed, a, isAlong))
          < metres(at, point(streets, fixed, b, isAlong))) {
        high = b;
      } else {
        low = a;
      }
    }
    return metres(at, point(streets, fixed, low, isAlong));
  }

  private static Position point(Streets streets, double fixed, double free, boolean isAlong) {
    return isAlong ? streets.position(fixed, free) : streets.position(free, fixed);
  }

  private static double metres(Position a, Position b) {
    return EarthDistance.metres(a.latitude(), a.longitude(), b.latitude(), b.longitude());
  }
}
