package io.proxyherd.places.index;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceJson;
import java.util.Optional;

/**
 * Places in memory: all points, and the JSON of those that were asked for. Answers in microseconds
 * and never touches a file; where that can't be, it has no answer. Safe for many threads.
 */
final class ReadyPlaces {
  private static final int BYTES_EACH = Strips.BYTES_EACH + KeptJson.BYTES_EACH;

  private final Strips strips;
  private final KeptJson json;

  /**
   * @param positions in the form of {@link PlaceDocument#POSITION}, by the number of the place; no
   *     more than {@link #mostPlaces}
   * @param memoryBytes how much memory they and what is kept of them may take, about
   */
  ReadyPlaces(long[] positions, long memoryBytes) {
    strips = new Strips(positions);
    json = new KeptJson(positions.length, memoryBytes - (long) BYTES_EACH * positions.length);
  }

  /** How many places there may be at most, for half of the memory is for their JSON. */
  static long mostPlaces(long memoryBytes) {
    return memoryBytes / (2 * BYTES_EACH);
  }

  /** The nearest places, by their numbers; see {@link NearestPoints#find}. */
  Optional<NearestPoints> nearest(NearbyQuery query) {
    return NearestPoints.find(strips, query);
  }

  /** The answer with the nearest places, if the JSON of all of them is kept. */
  Optional<byte[]> answer(NearbyQuery query) {
    return nearest(query).flatMap(this::print);
  }

  private Optional<byte[]> print(NearestPoints nearest) {
    var places = new PlaceJson[nearest.size()];
    for (int rank = 0; rank < places.length; rank++) {
      PlaceJson place = json.find(nearest.number(rank));
      if (place == null) {
        return Optional.empty();
      }
      places[rank] = place;
    }
    return Optional.of(NearbyPrinter.join(places));
  }

  /** Keeps what an answer needs of the place. */
  void keep(int number, Place place) {
    json.keep(number, place);
  }
}
