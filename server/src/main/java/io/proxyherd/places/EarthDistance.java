package io.proxyherd.places;

/** The great-circle distance, as {@link io.proxyherd.geo.EarthDistance} has it. */
public final class EarthDistance {
  private EarthDistance() {}

  /** Metres between two points given in degrees. */
  public static double metres(
      double latitude1, double longitude1, double latitude2, double longitude2) {
    return io.proxyherd.geo.EarthDistance.metres(latitude1, longitude1, latitude2, longitude2);
  }
}
