package io.proxyherd.places.chain;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The machine's time, one thread for what comes later, a virtual one for each task that waits. */
final class SystemTimekeeper implements Timekeeper {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("places-timer").factory());
  private final ExecutorService waiting =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("places-", 1).factory());

  SystemTimekeeper() {
    // Nearly every timeout is called off; none shall keep its answer until it was due.
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    try {
      var scheduled = timer.schedule(task, Math.max(0, delay.toNanos()), NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException _) {
      return () -> {}; // Closed: nobody waits any more.
    }
  }

  @Override
  public void execute(Runnable task) {
    try {
      waiting.execute(task);
    } catch (RejectedExecutionException _) {
      // Closed: nobody waits any more.
    }
  }

  @Override
  public void close() {
    var _ = timer.shutdownNow();
    var _ = waiting.shutdownNow();
  }
}
