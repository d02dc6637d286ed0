package io.proxyherd.geo;

/** The great-circle distance by the haversine formula, on a sphere of the mean earth radius. */
public final class EarthDistance {
  /** Half way round the earth, metres, rounded up: nothing is farther away. */
  public static final double GREATEST_METRES = 20_015_115;

  /** (2a + b) / 3 of WGS 84. */
  private static final double MEAN_RADIUS_METRES = 6_371_008.7714;

  private EarthDistance() {}

  /** Metres between two points given in degrees. */
  public static double metres(
      double latitude1, double longitude1, double latitude2, double longitude2) {
    double phi1 = Math.toRadians(latitude1);
    double phi2 = Math.toRadians(latitude2);
    double haversine =
        squaredSine((phi2 - phi1) / 2)
            + Math.cos(phi1)
                * Math.cos(phi2)
                * squaredSine(Math.toRadians(longitude2 - longitude1) / 2);
    return 2 * MEAN_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, haversine)));
  }

  private static double squaredSine(double radians) {
    double sine = Math.sin(radians);
    return sine * sine;
  }
}
