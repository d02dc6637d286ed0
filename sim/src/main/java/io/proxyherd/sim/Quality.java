package io.proxyherd.sim;

import java.util.SplittableRandom;

/**
 * How well a wire carries bytes.
 *
 * @param latencyNanos how long a piece is under way, about
 * @param burstNanos how much longer now and then
 * @param windowBytes how much may be under way before the sender is told to wait
 * @param largestPiece the most bytes that arrive together
 * @param mostPieces the most pieces that arrive at a time
 */
record Quality(
    long latencyNanos, long burstNanos, int windowBytes, int largestPiece, int mostPieces) {
  /** As between two machines of one data centre. */
  static final Quality FINE = new Quality(200_000, 0, 256 * 1024, 64 * 1024, 8);

  /** A byte now and then: enough to seem alive, not to be of use. */
  static final Quality LIMP = new Quality(100_000_000, 0, 1, 1, 1);

  /** From {@link #FINE} to a line that crawls. */
  static Quality any(SplittableRandom random) {
    return new Quality(
        100_000L << random.nextInt(10),
        0,
        256 << random.nextInt(10),
        random.nextInt(4) == 0 ? 8 : 2000,
        8);
  }

  /** Slow, and in bursts. */
  Quality slowed(SplittableRandom random) {
    return new Quality(
        latencyNanos + random.nextLong(100_000_000),
        random.nextLong(800_000_000),
        windowBytes,
        largestPiece,
        64);
  }

  /** With hardly any room. */
  Quality narrowed(SplittableRandom random) {
    return new Quality(
        latencyNanos,
        burstNanos,
        1 + random.nextInt(200),
        Math.min(largestPiece, 1 + random.nextInt(64)),
        mostPieces);
  }
}
