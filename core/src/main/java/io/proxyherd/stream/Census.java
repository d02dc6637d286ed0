package io.proxyherd.stream;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.time.Timers;
import java.util.HashSet;
import java.util.Set;

/**
 * Goes over a store again and again, a few slots at a time, to know when the first report in it
 * expires, and of which origins none is left. Not thread-safe: owned by its node.
 */
final class Census {
  /** A cursor can name so many origins; only beyond are there any that it can do without. */
  static final int FEW = 16;

  private static final int STEP = 2000;
  private static final long STEP_NANOS = 1_000_000;
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private final Store store;
  private final Coverage coverage;
  private final Lifetimes lifetimes;
  private final Timers timers;
  // Of the last whole count; nothing is known before the first.
  private long earliestNanos;
  private Set<Origin> spent = Set.of();
  // Of the count that is under way.
  private long earliestSoFarNanos = Long.MAX_VALUE;
  private Set<Origin> unseen = Set.of();
  private int next;
  private int life;
  private boolean counting;

  /**
   * @param coverage of the server, as it will grow
   */
  Census(Store store, Coverage coverage, Lifetimes lifetimes, Timers timers) {
    this.store = store;
    this.coverage = coverage;
    this.lifetimes = lifetimes;
    this.timers = timers;
  }

  /** Somebody wants to know. */
  void begin() {
    if (!counting) {
      counting = true;
      life++;
      earliestNanos = 0;
      spent = Set.of();
      count(life);
    }
  }

  /** Nobody wants to know any more. */
  void end() {
    counting = false;
  }

  /** The report is new. */
  void add(Report report) {
    look(report);
    earliestNanos = Math.min(earliestNanos, expiresAtNanos(report));
    if (spent.contains(report.origin())) {
      var without = new HashSet<>(spent);
      without.remove(report.origin());
      spent = Set.copyOf(without);
    }
  }

  /** No report in the store expires before, nanoseconds since 1970; 0 if that is not known yet. */
  long earliestExpiryNanos() {
    return earliestNanos;
  }

  /** Origins of which no report is in the store; none where there are few. */
  Set<Origin> spent() {
    return spent;
  }

  private void count(int counted) {
    if (counting && counted == life) {
      next = 0;
      earliestSoFarNanos = Long.MAX_VALUE;
      unseen = coverage.size() > FEW ? new HashSet<>(coverage.entries().keySet()) : Set.of();
      step(counted);
    }
  }

  private void step(int counted) {
    if (!counting || counted != life) {
      return;
    }
    int end = Math.min(store.slots(), next + STEP);
    for (; next < end; next++) {
      if (store.isTaken(next)) {
        look(store.at(next));
      }
    }
    if (next < store.slots()) {
      timers.after(STEP_NANOS, () -> step(counted));
    } else {
      earliestNanos = earliestSoFarNanos;
      spent = Set.copyOf(unseen);
      timers.after(PAUSE_NANOS, () -> count(counted));
    }
  }

  private void look(Report report) {
    earliestSoFarNanos = Math.min(earliestSoFarNanos, expiresAtNanos(report));
    if (!unseen.isEmpty()) {
      unseen.remove(report.origin());
    }
  }

  /** Whoever was told of a tombstone need not know when that ends. */
  private long expiresAtNanos(Report report) {
    return report.isTombstone() ? Long.MAX_VALUE : lifetimes.expiresAtNanos(report);
  }
}
