package io.proxyherd.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or a TERM signal, while this is open, interrupts the thread that opened it and lets it put
 * things in order before the process ends.
 */
final class StopSignal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Console console;
  private final Thread working = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile boolean tooLate;
  private volatile boolean stopping;

  StopSignal(Console console) {
    this.console = console;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** From here on the work is done, whatever comes. */
  void tooLate() {
    tooLate = true;
  }

  /** Whether the process is ending; the signal says so itself. */
  boolean isStopping() {
    return stopping;
  }

  private void stop() {
    if (tooLate) {
      return;
    }
    stopping = true;
    working.interrupt();
    try {
      var _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    console.err().println("\nherd: stopped; the layers are as they were");
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending.
    }
  }
}
