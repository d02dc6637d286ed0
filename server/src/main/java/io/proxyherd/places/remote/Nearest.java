package io.proxyherd.places.remote;

import static java.util.Comparator.comparingDouble;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Place;
import java.util.List;
import java.util.function.Function;

/** Which of a provider's places answer a question: to some a radius is no more than a hint. */
final class Nearest {
  private Nearest() {}

  /**
   * Those within the radius, nearest first.
   *
   * @param place what lies where
   */
  static <T> List<T> of(NearbyQuery query, List<T> found, Function<T, Place> place) {
    record Distant<T>(T item, double metres) {}
    return found.stream()
        .map(item -> new Distant<>(item, metres(query, place.apply(item))))
        .filter(distant -> distant.metres() <= query.radiusKm() * 1000)
        .sorted(comparingDouble(Distant::metres))
        .map(Distant::item)
        .toList();
  }

  private static double metres(NearbyQuery query, Place place) {
    return EarthDistance.metres(
        query.latitude(), query.longitude(), place.latitude(), place.longitude());
  }
}
