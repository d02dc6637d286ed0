package io.proxyherd.moving;

import java.time.Duration;

/** Pauses that grow, until it has taken too long. For one piece of work. */
final class Patience {
  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final long endNanos;
  private Duration pause = LEAST;

  Patience(Duration atMost) {
    endNanos = System.nanoTime() + atMost.toNanos();
  }

  /** Whether it is worth another try. */
  boolean isLeft() {
    return endNanos - System.nanoTime() > 0;
  }

  /** Waits before that. */
  void pause() throws InterruptedException {
    Thread.sleep(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
