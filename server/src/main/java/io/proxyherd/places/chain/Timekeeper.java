package io.proxyherd.places.chain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time a chain goes by, and what happens later or elsewhere. Safe for many threads. */
interface Timekeeper extends AutoCloseable {
  /** Nanoseconds of a clock that is never set; from any origin. */
  long nanos();

  /** The wall clock. */
  Instant now();

  /**
   * Runs a task that does not block, later.
   *
   * @return calls it off
   */
  Runnable after(Duration delay, Runnable task);

  /** Runs a task that may wait for a disk. */
  void execute(Runnable task);

  @Override
  void close();

  /** {@link #nanos} for who wants a clock; its date means nothing. */
  default Clock monotone() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
