package io.proxyherd.load;

/**
 * When is measured, on the clock of {@link System#nanoTime}.
 *
 * @param startNanos when the first command is sent, which is not measured yet
 */
record Window(long startNanos, long fromNanos, long toNanos) {
  boolean contains(long nanos) {
    return nanos - fromNanos >= 0 && nanos - toNanos < 0;
  }

  boolean isBefore(long nanos) {
    return nanos - toNanos >= 0;
  }
}
