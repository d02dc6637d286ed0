package io.proxyherd.stream;

import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.time.Timers;

/**
 * Goes over a store again and again, a few slots at a time, to know when something in it expires.
 * Not thread-safe: owned by its node.
 */
final class Census {
  private static final int STEP = 2000;
  private static final long STEP_NANOS = 1_000_000;
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final Store store;
  private final Lifetimes lifetimes;
  private final Timers timers;
  // Of the last whole count; 0 before the first; and of the one that is under way.
  private long earliestNanos;
  private long earliestSoFarNanos = Long.MAX_VALUE;
  private int next;
  private int life;
  private boolean counting;

  Census(Store store, Lifetimes lifetimes, Timers timers) {
    this.store = store;
    this.lifetimes = lifetimes;
    this.timers = timers;
  }

  /** Somebody wants to know. */
  void begin() {
    if (!counting) {
      counting = true;
      life++;
      earliestNanos = 0;
      recount(life);
    }
  }

  /** Nobody wants to know any more. */
  void end() {
    counting = false;
  }

  /** The report is new. */
  void add(Report report) {
    long expires = lifetimes.expiresAtNanos(report);
    earliestNanos = Math.min(earliestNanos, expires);
    earliestSoFarNanos = Math.min(earliestSoFarNanos, expires);
  }

  /** No report in the store expires before, nanoseconds since 1970; 0 if that is not known yet. */
  long earliestExpiryNanos() {
    return earliestNanos;
  }

  private void recount(int counted) {
    if (counting && counted == life) {
      next = 0;
      earliestSoFarNanos = Long.MAX_VALUE;
      step(counted);
    }
  }

  private void step(int counted) {
    if (!counting || counted != life) {
      return;
    }
    int end = Math.min(store.slots(), next + STEP);
    for (; next < end; next++) {
      if (store.isTaken(next) && !store.at(next).isTombstone()) {
        earliestSoFarNanos = Math.min(earliestSoFarNanos, lifetimes.expiresAtNanos(store.at(next)));
      }
    }
    if (next < store.slots()) {
      timers.after(STEP_NANOS, () -> step(counted));
    } else {
      earliestNanos = earliestSoFarNanos;
      timers.after(PAUSE_NANOS, () -> recount(counted));
    }
  }
}
