package io.proxyherd.demo;

import java.util.concurrent.atomic.LongAdder;

/** How the servers answered; may be used on any thread. */
final class Answers {
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();

  void count(boolean isAccepted) {
    (isAccepted ? accepted : refused).increment();
  }

  long accepted() {
    return accepted.sum();
  }

  long refused() {
    return refused.sum();
  }
}
