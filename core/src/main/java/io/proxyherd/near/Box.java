package io.proxyherd.near;

import io.proxyherd.geo.Area;
import java.util.ArrayList;
import java.util.List;

/** The part of the grid that is in a box: some rectangles, in steps. */
final class Box {
  /** A rectangle with its edges, in steps; not over the meridian of 180 degrees. */
  record Part(long south, long west, long north, long east) {
    boolean contains(long code) {
      long latitude = GridCode.latitude(code);
      long longitude = GridCode.longitude(code);
      return south <= latitude && latitude <= north && west <= longitude && longitude <= east;
    }

    boolean touches(Square square) {
      return south <= square.north()
          && square.south() <= north
          && west <= square.east()
          && square.west() <= east;
    }

    boolean covers(Square square) {
      return south <= square.south()
          && square.north() <= north
          && west <= square.west()
          && square.east() <= east;
    }
  }

  /** What degrees lack of a whole step through rounding is given to them. */
  private static final double ROUNDING = 1e-4;

  private final List<Part> parts = new ArrayList<>();

  Box(Area area) {
    long south = ceil(area.south());
    long north = floor(area.north());
    long west = ceil(area.west());
    long east = floor(area.east());
    if (area.west() <= area.east()) {
      add(south, west, north, east);
    } else {
      add(south, west, north, GridCode.HALF_TURN);
      add(south, -GridCode.HALF_TURN, north, east);
    }
    // There the grid has one code for what is on many meridians.
    if (north == GridCode.NORTH_POLE) {
      add(north, 0, north, 0);
    }
    if (south == -GridCode.NORTH_POLE) {
      add(south, 0, south, 0);
    }
  }

  /** They may overlap. */
  List<Part> parts() {
    return parts;
  }

  boolean contains(long code) {
    boolean contains = false;
    for (int part = 0; part < parts.size() && !contains; part++) {
      contains = parts.get(part).contains(code);
    }
    return contains;
  }

  private void add(long south, long west, long north, long east) {
    parts.add(new Part(south, west, north, east));
    if (east == GridCode.HALF_TURN) {
      parts.add(new Part(south, -GridCode.HALF_TURN, north, -GridCode.HALF_TURN));
    }
  }

  private static long ceil(double degrees) {
    return (long) Math.ceil(degrees * GridCode.STEPS - ROUNDING);
  }

  private static long floor(double degrees) {
    return (long) Math.floor(degrees * GridCode.STEPS + ROUNDING);
  }
}
