package io.proxyherd.geo;

/**
 * What lies between two parallels and, eastward, two meridians, edges included. A pole is in it
 * whatever its longitude, and 180 degrees east are 180 degrees west.
 *
 * @param south degrees, -90..90, at most {@code north}
 * @param west degrees, -180..180; more than {@code east} where the area spans the meridian of 180
 *     degrees
 * @param north degrees, -90..90
 * @param east degrees, -180..180
 */
public record Area(double south, double west, double north, double east) {
  private static final int POLE = 90;
  private static final int HALF_TURN = 180;

  /**
   * @throws IllegalArgumentException if one is out of its range; says which
   */
  public Area {
    requireRange("south", south, POLE);
    requireRange("west", west, HALF_TURN);
    requireRange("north", north, POLE);
    requireRange("east", east, HALF_TURN);
    if (south > north) {
      throw new IllegalArgumentException(
          "south: %s (expected: at most north, %s)".formatted(south, north));
    }
  }

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

  private static void requireRange(String what, double degrees, int most) {
    if (!(Math.abs(degrees) <= most)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: -%d..%d degrees)".formatted(what, degrees, most, most));
    }
  }
}
