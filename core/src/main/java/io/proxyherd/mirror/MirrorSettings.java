package io.proxyherd.mirror;

import java.time.Duration;

/**
 * How hard a {@link Mirror} tries.
 *
 * @param mostUnderWay how many offers may wait for their answers, at least 1
 * @param leastPause how long it waits after an offer that failed; twice as long after the next one
 * @param longestPause how long it waits at most
 */
public record MirrorSettings(int mostUnderWay, Duration leastPause, Duration longestPause) {
  /** 256 at a time; 100 ms to 10 s. */
  public static final MirrorSettings USUAL =
      new MirrorSettings(256, Duration.ofMillis(100), Duration.ofSeconds(10));

  public MirrorSettings {
    if (mostUnderWay < 1) {
      throw new IllegalArgumentException(
          "offers under way: " + mostUnderWay + " (expected: at least 1)");
    }
    if (!leastPause.isPositive() || longestPause.compareTo(leastPause) < 0) {
      throw new IllegalArgumentException(
          "pauses: " + leastPause + ", " + longestPause + " (expected: more than 0, and no less)");
    }
  }
}
