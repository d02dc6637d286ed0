package io.proxyherd.demo.route;

import java.util.Locale;

/**
 * Where clients move: a rectangle of streets on dry land in the middle of a real city. Its long
 * side runs in the direction of the city's own streets.
 */
public enum City {
  UCLA("Westwood, Los Angeles", 34.06893, -118.44513, 90, 1_200, 900, 110),
  LOS_ANGELES("Los Angeles", 34.06100, -118.33000, 90, 9_500, 2_800, 200),
  NEW_YORK("New York", 40.77600, -73.97200, 29, 4_000, 1_200, 140),
  MEXICO("Mexico City", 19.42800, -99.15000, 80, 4_500, 3_000, 130),
  SAO_PAULO("São Paulo", -23.55800, -46.65500, 130, 4_000, 2_500, 120),
  LISBON("Lisbon", 38.73700, -9.15200, 15, 2_600, 1_800, 90),
  BERLIN("Berlin", 52.51700, 13.38500, 83, 5_500, 3_000, 150),
  NAIROBI("Nairobi", -1.28600, 36.82200, 45, 2_800, 2_200, 120),
  DELHI("Delhi", 28.62500, 77.21500, 100, 4_500, 3_500, 160),
  TOKYO("Tokyo", 35.69300, 139.72500, 75, 4_000, 2_300, 90),
  MELBOURNE("Melbourne", -37.80800, 144.96500, 70, 2_600, 1_500, 110);

  private final String label;
  private final double latitude;
  private final double longitude;
  private final double bearing;
  private final double halfLength;
  private final double halfWidth;
  private final double block;

  /**
   * @param latitude of the middle, degrees
   * @param longitude likewise
   * @param bearing of the long side, degrees clockwise from north
   * @param halfLength metres from the middle to a short side
   * @param halfWidth metres from the middle to a long side
   * @param block metres from street to street, on the average
   */
  City(
      String label,
      double latitude,
      double longitude,
      double bearing,
      double halfLength,
      double halfWidth,
      double block) {
    this.label = label;
    this.latitude = latitude;
    this.longitude = longitude;
    this.bearing = bearing;
    this.halfLength = halfLength;
    this.halfWidth = halfWidth;
    this.block = block;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Its name in a client's ID: {@code losangeles}. */
  String domain() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  double latitude() {
    return latitude;
  }

  double longitude() {
    return longitude;
  }

  double bearing() {
    return bearing;
  }

  double halfLength() {
    return halfLength;
  }

  double halfWidth() {
    return halfWidth;
  }

  double block() {
    return block;
  }
}
