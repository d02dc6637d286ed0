package io.proxyherd.replay;

import io.proxyherd.replay.track.TimeText;

/** When the next row is due. Not thread-safe. */
public sealed interface Pace {
  /** As fast as the herd answers. */
  static Pace max() {
    return new Max();
  }

  /** The given number of times as fast as it was recorded. */
  static Pace times(double speed, PaceClock clock) {
    return new Scaled(speed, clock);
  }

  /** Begins a file: its first row is due at once. */
  void begin();

  /** Waits until a row of this time is due; one that is older than those before is due at once. */
  void await(TimeText time) throws InterruptedException;

  /** No waiting at all. */
  final class Max implements Pace {
    private Max() {}

    @Override
    public void begin() {}

    @Override
    public void await(TimeText time) {}
  }

  /** Gaps between the times of rows, divided by the speed. */
  final class Scaled implements Pace {
    private final double speed;
    private final PaceClock clock;
    private boolean begun;
    private TimeText first = new TimeText("0");
    private long firstNanos;

    private Scaled(double speed, PaceClock clock) {
      this.speed = speed;
      this.clock = clock;
    }

    @Override
    public void begin() {
      begun = false;
    }

    @Override
    public void await(TimeText time) throws InterruptedException {
      if (!begun) {
        begun = true;
        first = time;
        firstNanos = clock.nanos();
        return;
      }
      long wait = (long) (time.nanosSince(first) / speed) - (clock.nanos() - firstNanos);
      if (wait > 0) {
        clock.sleep(wait);
      }
    }
  }
}
