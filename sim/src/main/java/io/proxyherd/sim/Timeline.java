package io.proxyherd.sim;

import java.util.PriorityQueue;

/**
 * Virtual time: what will happen, in order; what happens at the same moment, in order of asking.
 */
final class Timeline {
  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return atNanos == other.atNanos
          ? Long.compare(number, other.number)
          : Long.compare(atNanos, other.atNanos);
    }
  }

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long nowNanos;
  private long count;
  private long traceHash;

  long nowNanos() {
    return nowNanos;
  }

  /** Lets it happen so many nanoseconds from now. */
  void after(long delayNanos, Runnable action) {
    queue.add(new Event(nowNanos + Math.max(0, delayNanos), count++, action));
  }

  /** Lets happen what is due until that moment, which then is now. */
  void runUntil(long endNanos) {
    for (Event next = queue.peek(); next != null && next.atNanos <= endNanos; next = queue.peek()) {
      queue.remove();
      nowNanos = next.atNanos;
      note(next.number);
      next.action.run();
    }
    nowNanos = endNanos;
  }

  /** Adds something that happened to the trace: two runs of one seed must note the same. */
  void note(long what) {
    traceHash = (traceHash ^ what ^ nowNanos) * 0x9E3779B97F4A7C15L;
    traceHash ^= traceHash >>> 32;
  }

  long traceHash() {
    return traceHash;
  }

  /** How many events were asked for. */
  long events() {
    return count;
  }
}
