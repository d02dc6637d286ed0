package io.proxyherd.places.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Time that passes when the test says so. For one thread. */
final class VirtualTime implements Timekeeper {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
  private final List<Runnable> stuck = new ArrayList<>();
  private Instant start = Instant.parse("2026-11-23T12:00:00Z");
  private long nanos;
  private long scheduled;
  private boolean diskHangs;

  private record Task(long atNanos, long number, Runnable action) {}

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos);
  }

  /** Sets the wall clock only. */
  void setWallClock(Instant instant) {
    start = instant.minusNanos(nanos);
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    var task = new Task(nanos + delay.toNanos(), scheduled++, action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** What is to happen later and was not called off. */
  int waiting() {
    return tasks.size();
  }

  @Override
  public void execute(Runnable task) {
    if (diskHangs) {
      stuck.add(task);
    } else {
      task.run();
    }
  }

  /** From now on no disk answers, or each again. */
  void diskHangs(boolean hangs) {
    diskHangs = hangs;
    if (!hangs) {
      List.copyOf(stuck).forEach(Runnable::run);
      stuck.clear();
    }
  }

  /** What waits for the disk. */
  int stuck() {
    return stuck.size();
  }

  /** Lets that much time pass, and does meanwhile what is due. */
  void advance(Duration time) {
    long end = nanos + time.toNanos();
    while (!tasks.isEmpty() && tasks.element().atNanos <= end) {
      Task task = tasks.remove();
      nanos = task.atNanos;
      task.action.run();
    }
    nanos = end;
  }

  @Override
  public void close() {}
}
