package io.proxyherd.places.chain;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pauses between tries: 100 ms, 200 ms, 400 ms …, each cut by up to a half at random. */
record Backoff(RandomGenerator random) {
  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final int MOST_DOUBLINGS = 10;

  /**
   * How long to wait.
   *
   * @param failures so far, at least 1
   */
  Duration pause(int failures) {
    long longest = FIRST_NANOS << Math.min(failures - 1, MOST_DOUBLINGS);
    return Duration.ofNanos(random.nextLong(longest / 2, longest + 1));
  }
}
