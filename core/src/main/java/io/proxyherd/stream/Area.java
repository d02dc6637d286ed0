package io.proxyherd.stream;

import io.proxyherd.geo.Position;

/**
 * What lies between two parallels and, eastward, two meridians, edges included. A pole is in it
 * whatever its longitude, and 180 degrees east are 180 degrees west.
 *
 * @param south degrees, -90..90, at most {@code north}
 * @param west degrees, -180..180; more than {@code east} where the area spans the meridian of 180
 *     degrees
 */
public record Area(double south, double west, double north, double east) {
  private static final double POLE = 90;
  private static final double HALF_TURN = 180;

  /** Whether the position is in it. */
  public boolean contains(Position position) {
    double latitude = position.latitude();
    double longitude = position.longitude();
    return south <= latitude
        && latitude <= north
        && (Math.abs(latitude) == POLE
            || spans(longitude)
            || (Math.abs(longitude) == HALF_TURN && spans(-longitude)));
  }

  private boolean spans(double longitude) {
    return west <= east
        ? west <= longitude && longitude <= east
        : west <= longitude || longitude <= east;
  }
}
