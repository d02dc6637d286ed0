package io.proxyherd.sim;

import io.proxyherd.link.Redundancy;
import io.proxyherd.store.Lifetimes;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How the servers of one herd are set.
 *
 * @param syncIntervalNanos how long something written waits to be synced, unless that is waited for
 * @param checkpointBytes a shorter log is not worth a checkpoint
 * @param lifetimes of reports; all of a run goes by before the first expires, unless clocks are set
 */
record Rules(
    Durability durability,
    long syncIntervalNanos,
    long checkpointBytes,
    Redundancy redundancy,
    Lifetimes lifetimes) {
  private static final long SYNC_INTERVAL_NANOS = 1_000_000_000;

  private static final Lifetimes SHORT =
      new Lifetimes(Duration.ofSeconds(300), Duration.ofSeconds(200));

  /** A tree, and no journal. */
  static final Rules SIMPLE =
      new Rules(Durability.MEMORY, SYNC_INTERVAL_NANOS, 0, Redundancy.TREE, Lifetimes.USUAL);

  /** Whether reports expire so soon that it can be watched. */
  boolean isShortLived() {
    return lifetimes.equals(SHORT);
  }

  static Rules any(SplittableRandom random) {
    return new Rules(
        switch (random.nextInt(5)) {
          case 0 -> Durability.MEMORY;
          case 1, 2 -> Durability.ASYNC;
          default -> Durability.SYNC;
        },
        SYNC_INTERVAL_NANOS,
        1000L << random.nextInt(5),
        random.nextInt(6) == 0 ? Redundancy.ALL : Redundancy.TREE,
        random.nextInt(4) == 0 ? SHORT : Lifetimes.USUAL);
  }
}
