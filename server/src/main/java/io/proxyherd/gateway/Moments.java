package io.proxyherd.gateway;

import java.time.Instant;

/** Nanoseconds as other units. */
final class Moments {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private Moments() {}

  /** The moment so many nanoseconds after 1970-01-01T00:00Z. */
  static Instant at(long wallNanos) {
    return Instant.ofEpochSecond(0, wallNanos);
  }

  static double seconds(long nanos) {
    return nanos / (double) NANOS_PER_SECOND;
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }
}
