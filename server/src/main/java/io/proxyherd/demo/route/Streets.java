package io.proxyherd.demo.route;

import io.proxyherd.geo.Position;

/**
 * The streets of a city: straight ones along its length and across it, at unequal distances. A
 * crossing is two numbers, 0 the middle of the city; a point is metres along and across.
 */
final class Streets {
  private static final double METRES_PER_DEGREE = 111_195;
  private static final double MOST_UNEVENNESS = 0.3;

  private final City city;
  private final double sine;
  private final double cosine;

  Streets(City city) {
    this.city = city;
    sine = Math.sin(Math.toRadians(city.bearing()));
    cosine = Math.cos(Math.toRadians(city.bearing()));
  }

  /** The crossings along are {@code -columns()} to {@code columns()}. */
  int columns() {
    return (int) (city.halfLength() / city.block());
  }

  /** The crossings across are {@code -rows()} to {@code rows()}. */
  int rows() {
    return (int) (city.halfWidth() / city.block());
  }

  boolean hasCrossing(int column, int row) {
    return Math.abs(column) <= columns() && Math.abs(row) <= rows();
  }

  /** How many metres along, or across, the street of that number is. */
  double metres(int street) {
    // Any fixed irregularity in [-1, 1].
    double unevenness = Math.sin(street * 2.399);
    return city.block() * (street + MOST_UNEVENNESS * unevenness);
  }

  /** Where a point is on the globe: flat, which over a city is right to a thousandth. */
  Position position(double along, double across) {
    double north = along * cosine - across * sine;
    double east = along * sine + across * cosine;
    double eastDegree = METRES_PER_DEGREE * Math.cos(Math.toRadians(city.latitude()));
    return new Position(
        city.latitude() + north / METRES_PER_DEGREE, city.longitude() + east / eastDegree);
  }
}
