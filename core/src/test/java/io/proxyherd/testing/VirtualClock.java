package io.proxyherd.testing;

import io.proxyherd.time.Clock;
import java.time.Duration;

/**
 * One server's clock on the world's time: the monotonic clock is the world's, the wall clock stands
 * off from it and can be set.
 */
public final class VirtualClock implements Clock {
  private long nowNanos;
  private long wallOffsetNanos;

  /** Goes on to that moment of the monotonic clock. */
  public void advanceTo(long monotonicNanos) {
    nowNanos = monotonicNanos;
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    nowNanos += time.toNanos();
  }

  /** Sets the wall clock: nanoseconds since 1970. */
  public void setWall(long wallNanos) {
    wallOffsetNanos = wallNanos - nowNanos;
  }

  @Override
  public long wallNanos() {
    return nowNanos + wallOffsetNanos;
  }

  @Override
  public long monotonicNanos() {
    return nowNanos;
  }
}
