package io.proxyherd.sim;

/** A machine's wall clock: it may be set, go too fast or too slow, or stand still. */
final class WallClock {
  /** 2026-01-01T00:00Z. */
  static final long START_NANOS = 1_767_225_600_000_000_000L;

  private final Timeline timeline;
  private long setAtNanos;
  private long setToNanos = START_NANOS;
  private double rate = 1;

  WallClock(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Nanoseconds since 1970. */
  long nanos() {
    return setToNanos + (long) ((timeline.nowNanos() - setAtNanos) * rate);
  }

  /** Sets it that far ahead of the true time; from then on it is exact. */
  void set(long aheadNanos) {
    setAtNanos = timeline.nowNanos();
    setToNanos = START_NANOS + setAtNanos + aheadNanos;
    rate = 1;
  }

  /** From now on a second of this clock takes another time. */
  void run(double secondsPerSecond) {
    setToNanos = nanos();
    setAtNanos = timeline.nowNanos();
    rate = secondsPerSecond;
  }
}
