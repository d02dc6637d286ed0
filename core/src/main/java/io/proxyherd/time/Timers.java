package io.proxyherd.time;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * What a node will do later. It asks for one wake-up at a time: the shell calls {@link #run} at the
 * moment last asked for. Not thread-safe: owned by its node.
 */
public final class Timers {
  /** Something to do at a moment, unless cancelled before. */
  public final class Timer {
    private final long dueNanos;
    private final long number;
    private Optional<Runnable> action;

    private Timer(long dueNanos, long number, Runnable action) {
      this.dueNanos = dueNanos;
      this.number = number;
      this.action = Optional.of(action);
    }

    /** It will not happen; what it would have done it with is let go. */
    public void cancel() {
      if (action.isPresent()) {
        action = Optional.empty();
        cancelled++;
      }
    }

    private void run() {
      Optional<Runnable> due = action;
      // Done: cancelling it now means nothing.
      action = Optional.empty();
      due.ifPresentOrElse(Runnable::run, () -> cancelled--);
    }
  }

  /** So many cancelled timers are not worth a clean-up. */
  private static final int FEW = 64;

  private final Clock clock;
  private final LongConsumer wakeUp;
  private final PriorityQueue<Timer> queue =
      new PriorityQueue<>(
          Comparator.<Timer>comparingLong(timer -> timer.dueNanos)
              .thenComparingLong(timer -> timer.number));
  private long count;
  private int cancelled;
  private long wakeUpNanos = Long.MAX_VALUE;

  /**
   * @param wakeUp takes the moment, in {@linkplain Clock#monotonicNanos monotonic} nanoseconds, at
   *     which {@link #run} must be called next; the last one said replaces those before
   */
  public Timers(Clock clock, LongConsumer wakeUp) {
    this.clock = clock;
    this.wakeUp = wakeUp;
  }

  /** Does it so many nanoseconds from now. Timers that are due together run in order of asking. */
  public Timer after(long delayNanos, Runnable action) {
    var timer = new Timer(clock.monotonicNanos() + delayNanos, count++, action);
    forgetCancelled();
    queue.add(timer);
    ask();
    return timer;
  }

  /** Thousands of short connections must not leave as many timers behind until they are due. */
  private void forgetCancelled() {
    if (cancelled > FEW && cancelled > queue.size() / 2) {
      queue.removeIf(timer -> timer.action.isEmpty());
      cancelled = 0;
    }
  }

  /** Does what is due. */
  public void run() {
    long now = clock.monotonicNanos();
    wakeUpNanos = Long.MAX_VALUE;
    for (Timer next = queue.peek(); next != null && next.dueNanos <= now; next = queue.peek()) {
      queue.remove();
      next.run();
    }
    ask();
  }

  /** How many timers are kept, those included that were cancelled and not yet forgotten. */
  int kept() {
    return queue.size();
  }

  private void ask() {
    Timer next = queue.peek();
    if (next != null && next.dueNanos < wakeUpNanos) {
      wakeUpNanos = next.dueNanos;
      wakeUp.accept(wakeUpNanos);
    }
  }
}
