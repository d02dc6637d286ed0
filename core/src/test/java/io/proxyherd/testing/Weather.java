package io.proxyherd.testing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a pipe treats its bytes.
 *
 * @param largestFragment the most bytes that arrive together, at least 1
 * @param longestDelay the longest time between two fragments
 * @param window how many bytes may be under way before the sender should wait
 */
public record Weather(int largestFragment, Duration longestDelay, int window) {
  /** At once and in one piece. */
  public static final Weather FINE = new Weather(1 << 20, Duration.ZERO, 1 << 20);

  /** At once, but byte by byte. */
  public static final Weather BYTE_BY_BYTE = new Weather(1, Duration.ZERO, 1 << 20);

  /** Any of them. */
  public static Weather any(RandomGenerator random) {
    return new Weather(
        1 << random.nextInt(12),
        Duration.ofNanos(random.nextInt(5_000_000)),
        1 << random.nextInt(16));
  }
}
