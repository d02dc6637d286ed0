package io.proxyherd.sim;

import java.util.SplittableRandom;

/**
 * How well a wire carries bytes.
 *
 * @param latencyNanos how long a piece is under way, about
 * @param windowBytes how much may be under way before the sender is told to wait
 * @param largestPiece the most bytes that arrive together
 */
record Quality(long latencyNanos, int windowBytes, int largestPiece) {
  /** As between two machines of one data centre. */
  static final Quality FINE = new Quality(200_000, 256 * 1024, 64 * 1024);

  /** From that to a line that crawls. */
  static Quality any(SplittableRandom random) {
    return new Quality(
        100_000L << random.nextInt(10),
        256 << random.nextInt(10),
        random.nextInt(4) == 0 ? 8 : 2000);
  }
}
