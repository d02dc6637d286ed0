package io.proxyherd.replay;

import io.proxyherd.replay.track.Row.Fix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The rows on their way to one server: first those sent and not answered, then those to be sent.
 * Bounded by the window. Thread-safe; shared by the feeding, the writing and the reading thread.
 */
final class LaneQueue {
  private final int window;
  private final Deque<Fix> unsent = new ArrayDeque<>();
  private final Deque<Fix> unanswered = new ArrayDeque<>();
  private long waitingSinceNanos;
  private boolean connected;
  private boolean finished;
  private boolean closed;

  LaneQueue(int window) {
    this.window = window;
  }

  /** Adds a row, waiting for room; false if the queue was closed. */
  synchronized boolean add(Fix fix) throws InterruptedException {
    while (!closed && unsent.size() + unanswered.size() >= window) {
      wait();
    }
    if (!closed) {
      unsent.add(fix);
      notifyAll();
    }
    return !closed;
  }

  /** Nothing more will be added. */
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /** Whatever is left stays unanswered. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isDone() {
    return closed || (finished && unsent.isEmpty() && unanswered.isEmpty());
  }

  /** How many rows have no reply. */
  synchronized int size() {
    return unsent.size() + unanswered.size();
  }

  /** Waits for a row to send; false if there will be none. */
  synchronized boolean awaitWork() throws InterruptedException {
    while (!closed && !finished && unsent.isEmpty()) {
      wait();
    }
    return !isDone();
  }

  synchronized void connected() {
    connected = true;
  }

  /** Rows to send now, which from here on wait for their reply; none if the connection is gone. */
  synchronized List<Fix> take() throws InterruptedException {
    while (connected && unsent.isEmpty()) {
      wait();
    }
    if (!connected) {
      return List.of();
    }
    if (unanswered.isEmpty()) {
      waitingSinceNanos = System.nanoTime();
    }
    List<Fix> batch = List.copyOf(unsent);
    unanswered.addAll(batch);
    unsent.clear();
    return batch;
  }

  synchronized boolean awaitsReply() {
    return !unanswered.isEmpty();
  }

  /** Nanoseconds since the last reply, or since sending if there was none; 0 if none is due. */
  synchronized long overdueNanos() {
    return unanswered.isEmpty() ? 0 : System.nanoTime() - waitingSinceNanos;
  }

  /** The row that the reply just read belongs to. */
  synchronized Fix answered() {
    waitingSinceNanos = System.nanoTime();
    notifyAll();
    return unanswered.removeFirst();
  }

  /** The connection is gone: what it left unanswered is to be sent again, in its order. */
  synchronized int disconnected() {
    connected = false;
    int lost = unanswered.size();
    while (!unanswered.isEmpty()) {
      unsent.addFirst(unanswered.removeLast());
    }
    notifyAll();
    return lost;
  }
}
