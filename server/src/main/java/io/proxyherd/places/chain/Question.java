package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyQuery;
import java.util.Optional;

/**
 * What a provider is asked, whoever asks it.
 *
 * @param limit for how many places
 */
record Question(
    double latitude, double longitude, double radiusKm, Optional<String> type, int limit) {
  /** The query's, for no fewer places than the least limit. */
  static Question of(NearbyQuery query, int leastLimit) {
    return new Question(
        query.latitude(),
        query.longitude(),
        query.radiusKm(),
        query.type(),
        Math.max(query.limit(), leastLimit));
  }

  NearbyQuery by(String asker) {
    return new NearbyQuery(latitude, longitude, radiusKm, limit, type, asker);
  }
}
