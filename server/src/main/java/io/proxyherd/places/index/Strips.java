package io.proxyherd.places.index;

import java.util.Arrays;

/**
 * Points in memory, 12 bytes each: cut into strips of latitude, each of which is in the order of
 * longitude, so that what is in a box is found by a few binary searches. Immutable.
 */
final class Strips {
  /** What a point takes. */
  static final int BYTES_EACH = 12;

  static final int STEPS_PER_DEGREE = PlaceDocument.STEPS_PER_DEGREE;
  private static final int NORTH_POLE = 90 * STEPS_PER_DEGREE;
  static final int HALF_TURN = 180 * STEPS_PER_DEGREE;
  private static final long TURN = 2L * HALF_TURN;

  /** A tenth of a degree is 11 km. */
  private static final int HEIGHT = STEPS_PER_DEGREE / 10;

  private static final int COUNT = 2 * NORTH_POLE / HEIGHT + 1;

  private final int[] starts = new int[COUNT + 1];
  // Longitude, then the number of the point.
  private final long[] keys;
  private final int[] latitudes;

  /**
   * @param positions in the form of {@link PlaceDocument#POSITION}; points are numbered as here
   */
  Strips(long[] positions) {
    keys = new long[positions.length];
    latitudes = new int[positions.length];
    for (long position : positions) {
      starts[strip(PlaceDocument.latitudeSteps(position)) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    for (int number = 0; number < positions.length; number++) {
      int at = next[strip(PlaceDocument.latitudeSteps(positions[number]))]++;
      keys[at] = key(PlaceDocument.longitudeSteps(positions[number])) | number;
    }
    for (int strip = 0; strip < COUNT; strip++) {
      Arrays.sort(keys, starts[strip], starts[strip + 1]);
    }
    for (int at = 0; at < keys.length; at++) {
      latitudes[at] = PlaceDocument.latitudeSteps(positions[number(at)]);
    }
  }

  private static int strip(int latitude) {
    return (latitude + NORTH_POLE) / HEIGHT;
  }

  private static long key(int longitude) {
    return (long) longitude << Integer.SIZE;
  }

  /** Points are found by their place in here, which this makes into their number. */
  int number(int at) {
    return (int) keys[at];
  }

  int latitude(int at) {
    return latitudes[at];
  }

  int longitude(int at) {
    return (int) (keys[at] >> Integer.SIZE);
  }

  /** Runs {@code [from, to)} of points, those in a box and some to the north and south of it. */
  static final class Runs {
    private int[] ends = new int[16];
    private int size;
    private int points;

    int size() {
      return size / 2;
    }

    /** How many points there are in all of them. */
    int points() {
      return points;
    }

    int from(int run) {
      return ends[2 * run];
    }

    int to(int run) {
      return ends[2 * run + 1];
    }

    private void add(int from, int to) {
      if (from == to) {
        return;
      }
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
      }
      ends[size++] = from;
      ends[size++] = to;
      points += to - from;
    }
  }

  /**
   * What may be in a box.
   *
   * @param south steps, as {@code north}; may lie beyond the poles
   * @param west steps, as {@code east}; at most one turn apart; may lie beyond half a turn
   */
  Runs within(long south, long west, long north, long east) {
    var runs = new Runs();
    int first = strip((int) Math.max(south, -NORTH_POLE));
    int last = strip((int) Math.min(north, NORTH_POLE));
    for (int strip = first; strip <= last; strip++) {
      add(strip, Math.max(west, -HALF_TURN), Math.min(east, HALF_TURN), runs);
      if (west < -HALF_TURN) {
        add(strip, west + TURN, HALF_TURN, runs);
      }
      if (east > HALF_TURN) {
        add(strip, -HALF_TURN, east - TURN, runs);
      }
    }
    return runs;
  }

  private void add(int strip, long west, long east, Runs runs) {
    int end = starts[strip + 1];
    int from = firstFrom(west, starts[strip], end);
    runs.add(from, firstFrom(east + 1, from, end));
  }

  /** The first point in {@code [from, to)} that is not west of the meridian. */
  private int firstFrom(long meridian, int from, int to) {
    long key = meridian << Integer.SIZE;
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
