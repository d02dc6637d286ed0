package io.proxyherd.replay;

import java.util.concurrent.TimeUnit;

/** The time that a replay is paced by: a monotonic clock and a way to wait on it. */
public interface PaceClock {
  /** The machine's own. */
  PaceClock SYSTEM =
      new PaceClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** Nanoseconds since some fixed moment. */
  long nanos();

  void sleep(long nanos) throws InterruptedException;
}
