package io.proxyherd.time;

/**
 * Does something when asked, but not more often than once in a while; who asks too early is served
 * when the while is over. Not thread-safe: owned by its node.
 */
public final class Throttle {
  private final Timers timers;
  private final Clock clock;
  private final long whileNanos;
  private final Runnable action;
  private boolean waiting;
  private boolean served;
  private long servedNanos;

  public Throttle(Timers timers, Clock clock, long whileNanos, Runnable action) {
    this.timers = timers;
    this.clock = clock;
    this.whileNanos = whileNanos;
    this.action = action;
  }

  /** Wants it done. */
  public void ask() {
    if (waiting) {
      return;
    }
    long leftNanos = served ? servedNanos + whileNanos - clock.monotonicNanos() : 0;
    if (leftNanos <= 0) {
      serve();
    } else {
      waiting = true;
      timers.after(leftNanos, this::serve);
    }
  }

  private void serve() {
    waiting = false;
    served = true;
    servedNanos = clock.monotonicNanos();
    action.run();
  }
}
