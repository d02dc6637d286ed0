package io.proxyherd.time;

import org.jspecify.annotations.Nullable;

/**
 * Acts when it has not been touched for a while. A touch only notes the moment: the timer behind it
 * looks when the while would be over, and waits for what is left of it. Not thread-safe: owned by
 * its node.
 */
public final class IdleTimer {
  private final Timers timers;
  private final Clock clock;
  private final long whileNanos;
  private final Runnable action;
  private Timers.@Nullable Timer timer;
  private long touchedNanos;

  /**
   * @param whileNanos how long it may be left alone
   * @param action done then, once; it is armed again by the next touch
   */
  public IdleTimer(Timers timers, Clock clock, long whileNanos, Runnable action) {
    this.timers = timers;
    this.clock = clock;
    this.whileNanos = whileNanos;
    this.action = action;
  }

  /** Begins the while anew. */
  public void touch() {
    touchedNanos = clock.monotonicNanos();
    if (timer == null) {
      timer = timers.after(whileNanos, this::look);
    }
  }

  /** It will not act, until it is touched again. */
  public void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void look() {
    long leftNanos = touchedNanos + whileNanos - clock.monotonicNanos();
    if (leftNanos > 0) {
      timer = timers.after(leftNanos, this::look);
    } else {
      timer = null;
      action.run();
    }
  }
}
