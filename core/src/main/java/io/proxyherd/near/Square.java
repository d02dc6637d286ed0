package io.proxyherd.near;

import io.proxyherd.geo.EarthDistance;

/**
 * A square of the grid: all codes {@code first..last}.
 *
 * @param first a multiple of the number of its codes, which is a power of four
 * @param last at least {@code first}
 */
record Square(long first, long last) {
  /** Everything. */
  static final Square EARTH = new Square(0, Long.MAX_VALUE);

  /** Beyond that, distances are no longer exact to a micrometre: the haversine is flat there. */
  private static final double FAR_METRES = 10_000_000;

  private static final double ROUNDING = 1 - 1e-12;

  /** A quarter of it; there are none of a square with a single code. */
  Square quarter(int number) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(last ^ first);
    int even = (bits + 1) & ~1;
    return of(first | (long) number << (even - 2), even - 2);
  }

  private static Square of(long first, int bits) {
    return new Square(first, first | ((1L << bits) - 1));
  }

  /** Whether there are positions in it. */
  boolean isOnEarth() {
    return first >= 0
        && GridCode.latitude(first) <= GridCode.NORTH_POLE
        && GridCode.longitude(first) < GridCode.HALF_TURN;
  }

  long south() {
    return GridCode.latitude(first);
  }

  long west() {
    return GridCode.longitude(first);
  }

  long north() {
    return Math.min(GridCode.latitude(last), GridCode.NORTH_POLE);
  }

  long east() {
    return Math.min(GridCode.longitude(last), GridCode.HALF_TURN);
  }

  /** No position in it is nearer than so many metres; some are little farther. */
  double leastMetres(double latitude, double longitude) {
    double metres = nearestMetres(latitude, longitude);
    return metres > FAR_METRES ? metres - 1 : Math.max(0, metres * ROUNDING - 1e-6);
  }

  private double nearestMetres(double latitude, double longitude) {
    double south = GridCode.degrees(south());
    double north = GridCode.degrees(north());
    double turn = turn(longitude);
    double least =
        Math.min(
            EarthDistance.metres(latitude, longitude, south, longitude + turn),
            EarthDistance.metres(latitude, longitude, north, longitude + turn));
    double nearest = nearestLatitude(latitude, turn);
    return nearest > south && nearest < north
        ? Math.min(least, EarthDistance.metres(latitude, longitude, nearest, longitude + turn))
        : least;
  }

  /** How many degrees from that meridian to the nearest one of the square, 0..180. */
  private double turn(double longitude) {
    double west = GridCode.degrees(west());
    double east = GridCode.degrees(east());
    return west <= longitude && longitude <= east
        ? 0
        : Math.min(turn(longitude, west), turn(longitude, east));
  }

  private static double turn(double longitude, double other) {
    double turn = Math.abs(longitude - other);
    return turn > 180 ? 360 - turn : turn;
  }

  /** Where a meridian so many degrees away comes nearest; beyond the pole if it is on the back. */
  private static double nearestLatitude(double latitude, double turn) {
    if (turn == 0) {
      return latitude;
    }
    double phi = Math.toRadians(latitude);
    return Math.toDegrees(
        Math.atan2(Math.sin(phi), Math.cos(phi) * Math.cos(Math.toRadians(turn))));
  }
}
