package io.proxyherd.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Shows progress from time to time: a bar in place on a terminal, else a line now and then. */
public final class ProgressDisplay implements AutoCloseable {
  private static final Duration BAR_EVERY = Duration.ofMillis(200);
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final Supplier<Progress> progress;
  private final Thread thread;

  public ProgressDisplay(PrintWriter out, boolean terminal, Supplier<Progress> progress) {
    this.out = out;
    this.terminal = terminal;
    this.progress = progress;
    thread = Thread.ofVirtual().name("progress").start(this::showNowAndThen);
  }

  private void showNowAndThen() {
    try {
      while (true) {
        Thread.sleep(terminal ? BAR_EVERY : LINE_EVERY);
        show(progress.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(Progress now) {
    if (terminal) {
      out.print(ERASE_LINE + now.bar());
      out.flush();
    } else {
      out.println(now.line());
      out.flush();
    }
  }

  /** Ends the display and clears its line. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal) {
      out.print(ERASE_LINE);
      out.flush();
    }
  }
}
