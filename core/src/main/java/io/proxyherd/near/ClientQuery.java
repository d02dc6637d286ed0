package io.proxyherd.near;

import io.proxyherd.geo.Area;
import io.proxyherd.geo.EarthDistance;
import java.util.Optional;

/** A question for clients by where they are. */
public sealed interface ClientQuery {
  /** The most clients of one page. */
  int GREATEST_LIMIT = 1000;

  /** The greatest radius in kilometres: half way round the earth. */
  double GREATEST_RADIUS_KM = Math.ceil(EarthDistance.GREATEST_METRES / 1000);

  /** The most clients to answer, 1..{@link #GREATEST_LIMIT}. */
  int limit();

  /** Where a walk over several pages goes on: what the page before said; opaque. */
  Optional<String> cursor();

  /**
   * Who is around a point: the nearest first, at the same distance by the client's ID.
   *
   * @param latitude degrees, -90..90
   * @param longitude degrees, -180..180
   * @param radiusKm kilometres, more than 0, at most {@link #GREATEST_RADIUS_KM}
   */
  record Near(
      double latitude, double longitude, double radiusKm, int limit, Optional<String> cursor)
      implements ClientQuery {
    /**
     * @throws IllegalArgumentException if one is out of its range; says which
     */
    public Near {
      requireRange("latitude", latitude, 90);
      requireRange("longitude", longitude, 180);
      if (!(radiusKm > 0 && radiusKm <= GREATEST_RADIUS_KM)) {
        throw new IllegalArgumentException(
            "radiusKm: %s (expected: more than 0, at most %.0f km)"
                .formatted(radiusKm, GREATEST_RADIUS_KM));
      }
      requireLimit(limit);
    }
  }

  /** Who is in an area, in no particular order. */
  record Inside(Area area, int limit, Optional<String> cursor) implements ClientQuery {
    /**
     * @throws IllegalArgumentException if the limit is out of its range
     */
    public Inside {
      requireLimit(limit);
    }
  }

  private static void requireRange(String what, double degrees, int most) {
    if (!(Math.abs(degrees) <= most)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: -%d..%d degrees)".formatted(what, degrees, most, most));
    }
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > GREATEST_LIMIT) {
      throw new IllegalArgumentException(
          "limit: %d (expected: 1..%d clients)".formatted(limit, GREATEST_LIMIT));
    }
  }
}
