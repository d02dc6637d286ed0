package io.proxyherd.places.formats;

/**
 * A position packed into a long: latitude and longitude in units of 10⁻⁷°, which is what
 * OpenStreetMap keeps. Zero is no position.
 */
final class Position {
  static final long NONE = 0;

  /** Units in a degree. */
  static final long DEGREE = 10_000_000;

  private static final long NORTH_POLE = 90 * DEGREE;
  private static final long DATE_LINE = 180 * DEGREE;

  private Position() {}

  /** Packs a position given in units; {@link #NONE} when it is not on earth. */
  static long of(long latitude, long longitude) {
    boolean onEarth =
        -NORTH_POLE <= latitude
            && latitude <= NORTH_POLE
            && -DATE_LINE <= longitude
            && longitude <= DATE_LINE;
    return onEarth ? (latitude + NORTH_POLE + 1) << 32 | (longitude & 0xFFFF_FFFFL) : NONE;
  }

  /** Packs a position given in degrees; {@link #NONE} when it is not on earth. */
  static long ofDegrees(double latitude, double longitude) {
    // NaN and infinities become zero and the ends of the range.
    return Double.isNaN(latitude) || Double.isNaN(longitude)
        ? NONE
        : of(Math.round(latitude * DEGREE), Math.round(longitude * DEGREE));
  }

  /** Degrees. */
  static double latitude(long position) {
    return (double) ((position >>> 32) - NORTH_POLE - 1) / DEGREE;
  }

  /** Degrees. */
  static double longitude(long position) {
    return (double) (int) position / DEGREE;
  }
}
