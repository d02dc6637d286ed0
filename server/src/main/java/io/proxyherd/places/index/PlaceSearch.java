package io.proxyherd.places.index;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Place;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Places that can be searched by distance. Safe for many threads. */
interface PlaceSearch extends Closeable {
  /** How many places there are to be found. */
  int size();

  /** The nearest places within the radius, nearest first; at equal distance by ID. */
  List<Place> nearest(NearbyQuery query) throws IOException;

  /**
   * The nearest places as an answer's JSON, within microseconds and without touching a file.
   *
   * @return empty where that can't be
   */
  default Optional<byte[]> answer(NearbyQuery query) {
    return Optional.empty();
  }
}
