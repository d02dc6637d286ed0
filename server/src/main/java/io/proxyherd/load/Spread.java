package io.proxyherd.load;

import org.HdrHistogram.Histogram;

/** How times are distributed: percentiles in microseconds, rounded up by 1 % at most. */
public record Spread(
    long count, double mean, double p50, double p90, double p99, double p999, double max) {
  private static final double NANOS_PER_MICRO = 1000;

  /** Of a histogram of nanoseconds. */
  static Spread of(Histogram nanos) {
    return new Spread(
        nanos.getTotalCount(),
        nanos.getMean() / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(90) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
        nanos.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
        nanos.getMaxValue() / NANOS_PER_MICRO);
  }
}
