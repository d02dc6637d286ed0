package io.proxyherd.node;

import java.util.Optional;

/**
 * A question for places near a point.
 *
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 * @param radiusKm kilometres, more than 0
 * @param limit the most places to answer, at least 1
 * @param type only places of this type, such as {@code restaurant}, in Google's words; empty for
 *     all
 * @param asker who asks, such as a network address: what rate limits go by
 */
public record NearbyQuery(
    double latitude,
    double longitude,
    double radiusKm,
    int limit,
    Optional<String> type,
    String asker) {
  /** A question for all types, from nobody in particular. */
  public NearbyQuery(double latitude, double longitude, double radiusKm, int limit) {
    this(latitude, longitude, radiusKm, limit, Optional.empty(), "");
  }
}
