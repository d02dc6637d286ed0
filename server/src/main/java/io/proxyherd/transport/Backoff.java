package io.proxyherd.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, capped, and by chance up to half
 * of it less, so that many who lost the same server don't come back in step.
 */
final class Backoff {
  private final Duration least;
  private final Duration most;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration least, Duration most, RandomGenerator random) {
    this.least = least;
    this.most = most;
    this.random = random;
    next = least;
  }

  /** The wait before the next try. */
  Duration next() {
    long nanos = next.toNanos();
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(most) < 0 ? doubled : most;
    return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
  }

  /** It went well: begins anew. */
  void reset() {
    next = least;
  }
}
