package io.proxyherd.node;

import io.proxyherd.link.Neighbourhood;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Store;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;

/**
 * Gives up the clients whose report has expired: goes over the store now and then, a few slots at a
 * time. Nobody is told; the others do the same. A server whose clock nobody confirms gives up
 * nothing, or one that starts in the wrong year would lose all it has. Not thread-safe: owned by
 * its node.
 */
final class Expiry {
  private static final int STEP = 10_000;
  private static final long STEP_NANOS = 1_000_000;
  private static final long LEAST_PAUSE_NANOS = 100_000_000;
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

  private final Store store;
  private final Lifetimes lifetimes;
  private final Neighbourhood neighbourhood;
  private final Clock clock;
  private final Timers timers;
  private final NodeCounts counts;
  private final long pauseNanos;
  private boolean begun;
  private int next;

  Expiry(
      Store store,
      Lifetimes lifetimes,
      Neighbourhood neighbourhood,
      Clock clock,
      Timers timers,
      NodeCounts counts) {
    this.store = store;
    this.lifetimes = lifetimes;
    this.neighbourhood = neighbourhood;
    this.clock = clock;
    this.timers = timers;
    this.counts = counts;
    pauseNanos = Math.clamp(lifetimes.shorterNanos() / 100, LEAST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
  }

  /** Something may be there that will expire. */
  void begin() {
    if (!begun) {
      begun = true;
      timers.after(pauseNanos, this::step);
    }
  }

  private void step() {
    if (!neighbourhood.isClockConfirmed()) {
      timers.after(pauseNanos, this::step);
      return;
    }
    long now = clock.wallNanos();
    int end = Math.min(store.slots(), next + STEP);
    for (; next < end; next++) {
      if (store.isTaken(next) && lifetimes.isExpired(store.at(next), now)) {
        counts.countExpired(store.at(next));
        neighbourhood.giveUp(next);
      }
    }
    boolean done = next >= store.slots();
    next = done ? 0 : next;
    timers.after(done ? pauseNanos : STEP_NANOS, this::step);
  }
}
