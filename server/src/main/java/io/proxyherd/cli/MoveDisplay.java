package io.proxyherd.cli;

import io.proxyherd.replay.Progress;
import io.proxyherd.replay.ProgressDisplay;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells, on stderr, how far an export or import is. */
final class MoveDisplay implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos = System.nanoTime();
  private final ProgressDisplay display;

  /**
   * @param rows how many so far
   * @param done the share of all, 0..1, if it is known
   */
  MoveDisplay(Console console, LongSupplier rows, Supplier<Optional<Double>> done) {
    display =
        new ProgressDisplay(
            new PrintWriter(console.err(), true, StandardCharsets.UTF_8),
            Terminal.isStderr(),
            () -> new Progress(rows.getAsLong(), seconds(), done.get()));
  }

  /** How long it has taken so far. */
  double seconds() {
    return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
  }

  @Override
  public void close() {
    display.close();
  }
}
