package io.proxyherd.disk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A thread that does what it is asked for, one after the other. It is never interrupted, for that
 * would close the file under it.
 *
 * @param <T> what it is asked for
 */
final class OrderThread<T> {
  // Empty is the end.
  private final BlockingQueue<Optional<T>> orders = new LinkedBlockingQueue<>();
  private final AtomicInteger undone = new AtomicInteger();
  private final Consumer<T> work;
  private final Thread thread;

  OrderThread(String name, Consumer<T> work) {
    this.work = work;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void submit(T order) {
    var _ = undone.incrementAndGet();
    orders.add(Optional.of(order));
  }

  /** Whether all that was submitted is done; what that did can be seen then by who asks. */
  boolean isIdle() {
    return undone.get() == 0;
  }

  /** It is to do what was submitted, and to end. */
  void end() {
    orders.add(Optional.empty());
  }

  /** Waits for its end, or that time; whether it has ended. */
  boolean join(long deadlineNanos) {
    return join(thread, deadlineNanos);
  }

  static boolean join(Thread thread, long deadlineNanos) {
    try {
      return thread.join(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    for (var order = take(); order.isPresent(); order = take()) {
      work.accept(order.get());
      var _ = undone.decrementAndGet();
    }
  }

  private Optional<T> take() {
    while (true) {
      try {
        return orders.take();
      } catch (InterruptedException _) {
        // Nobody means that: it would close the file at the next write.
      }
    }
  }
}
