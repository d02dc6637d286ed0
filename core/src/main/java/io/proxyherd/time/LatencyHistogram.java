package io.proxyherd.time;

import java.util.Arrays;

/**
 * How long things took, counted in buckets that are the same for all. Recording makes no garbage.
 * Not thread-safe: owned by who records; {@link #read} makes a copy for others.
 */
public final class LatencyHistogram {
  /** The longest time that each bucket but the last takes in, nanoseconds. */
  private static final long[] UPPER_NANOS = {
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    500_000_000,
    1_000_000_000,
    2_500_000_000L,
    5_000_000_000L,
    10_000_000_000L,
  };

  private static final double NANOS_PER_SECOND = 1e9;

  private final long[] counts = new long[UPPER_NANOS.length + 1];
  private double sumSeconds;

  /**
   * What was recorded so far.
   *
   * @param counts of each bucket by itself; the last one has no upper bound
   * @param sumSeconds of all times
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Reading(long[] counts, double sumSeconds) {
    /** How many times were recorded. */
    public long count() {
      return Arrays.stream(counts).sum();
    }
  }

  /** The longest time that each bucket but the last takes in, seconds, ascending. */
  public static double[] upperSeconds() {
    return Arrays.stream(UPPER_NANOS).mapToDouble(nanos -> nanos / NANOS_PER_SECOND).toArray();
  }

  /** It took so long, so many times; less than nothing, by clocks that differ, is nothing. */
  public void record(long nanos, int times) {
    long took = Math.max(0, nanos);
    int bucket = 0;
    while (bucket < UPPER_NANOS.length && took > UPPER_NANOS[bucket]) {
      bucket++;
    }
    counts[bucket] += times;
    sumSeconds += took / NANOS_PER_SECOND * times;
  }

  /** A copy of what was recorded so far. */
  public Reading read() {
    return new Reading(counts.clone(), sumSeconds);
  }
}
