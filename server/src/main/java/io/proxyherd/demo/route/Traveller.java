package io.proxyherd.demo.route;

import io.proxyherd.geo.Position;
import java.util.random.RandomGenerator;

/**
 * Somebody who moves along the streets of a city from crossing to crossing, turns off, stops and
 * goes on, for ever. Not thread-safe.
 */
public final class Traveller {
  private static final int SHORTEST_STOP = 3;

  private final String id;
  private final City city;
  private final Vehicle vehicle;
  private final Streets streets;
  private final RandomGenerator random;

  /** The crossing ahead. */
  private int column;

  private int row;

  /** The direction: one of them is 1 or -1, the other 0. */
  private int columnStep;

  private int rowStep;

  private double along;
  private double across;
  private double metresPerSecond;
  private double stopSeconds;

  /** Puts one at a crossing that chance finds. */
  Traveller(String id, City city, Vehicle vehicle, Streets streets, RandomGenerator random) {
    this.id = id;
    this.city = city;
    this.vehicle = vehicle;
    this.streets = streets;
    this.random = random;
    column = random.nextInt(-streets.columns(), streets.columns() + 1);
    row = random.nextInt(-streets.rows(), streets.rows() + 1);
    columnStep = random.nextBoolean() ? 1 : 0;
    rowStep = 1 - columnStep;
    arrive();
  }

  /** The client's ID, such as {@code bus-3.lisbon}. */
  public String id() {
    return id;
  }

  public City city() {
    return city;
  }

  public Vehicle vehicle() {
    return vehicle;
  }

  /** Where it is. */
  public Position position() {
    return streets.position(along, across);
  }

  /** Moves on. */
  public void advance(double seconds) {
    double left = seconds;
    while (left > 0) {
      if (stopSeconds > 0) {
        double rest = Math.min(stopSeconds, left);
        stopSeconds -= rest;
        left -= rest;
        continue;
      }
      double distance =
          Math.abs(streets.metres(column) - along) + Math.abs(streets.metres(row) - across);
      double reach = metresPerSecond * left;
      if (reach < distance) {
        along += columnStep * reach;
        across += rowStep * reach;
        return;
      }
      left -= distance / metresPerSecond;
      arrive();
    }
  }

  /**
   * It is at the crossing that was ahead: where next, how fast, and is there something to wait for?
   */
  private void arrive() {
    along = streets.metres(column);
    across = streets.metres(row);
    if (isChosen(vehicle.stopPercent())) {
      stopSeconds = random.nextDouble(SHORTEST_STOP, vehicle.longestStop());
    }
    metresPerSecond = random.nextDouble(vehicle.slowest(), vehicle.fastest());
    if (isChosen(vehicle.turnPercent())) {
      turnOff();
    }
    if (!streets.hasCrossing(column + columnStep, row + rowStep)) {
      leaveTheEdge();
    }
    column += columnStep;
    row += rowStep;
  }

  private void leaveTheEdge() {
    if (vehicle.turnPercent() > 0) {
      turnOff();
    }
    if (!streets.hasCrossing(column + columnStep, row + rowStep)) {
      columnStep = -columnStep;
      rowStep = -rowStep;
    }
  }

  /** To the left or to the right. */
  private void turnOff() {
    int side = random.nextBoolean() ? 1 : -1;
    int before = columnStep;
    columnStep = side * rowStep;
    rowStep = -side * before;
  }

  private boolean isChosen(int percent) {
    return random.nextInt(100) < percent;
  }
}
