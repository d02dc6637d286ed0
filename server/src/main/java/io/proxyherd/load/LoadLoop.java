package io.proxyherd.load;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The connections of one event loop, and what they share: arrays for what comes and goes, and what
 * is counted. Not thread-safe but where it says so: owned by its event loop.
 */
final class LoadLoop {
  /** Two digits are a resolution of 1 % and a histogram that stays in the cache. */
  static final int DIGITS = 2;

  private static final int OUT_BYTES = 32 * 1024;

  private final EventLoop loop;
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Histogram latency = new Histogram(DIGITS);
  private final Histogram lag = new Histogram(DIGITS);
  private final byte[] out = new byte[OUT_BYTES];
  private byte[] in = new byte[2 * OUT_BYTES];
  private long inWindow;
  private long sinceWindow;
  private long total;
  private volatile long answered;

  LoadLoop(EventLoop loop) {
    this.loop = loop;
  }

  EventLoop eventLoop() {
    return loop;
  }

  void add(LoadConnection connection) {
    connections.add(connection);
  }

  /** An array with room for so many bytes, for what comes. */
  byte[] in(int length) {
    if (length > in.length) {
      in = Arrays.copyOf(in, 2 * length);
    }
    return in;
  }

  /** An array for what goes. */
  byte[] out() {
    return out;
  }

  /** Sends at the rate of the plan until the window ends, a thousand times a second. */
  void sendWhatIsDue(Window window) {
    long now = System.nanoTime();
    connections.forEach(connection -> connection.sendDue(now));
    if (!window.isBefore(now) || !connections.stream().allMatch(LoadConnection::hasSentAll)) {
      var _ = loop.schedule(() -> sendWhatIsDue(window), 1, MILLISECONDS);
    }
  }

  /** An answer came, so long after its command was sent, or should have been. */
  void record(long latencyNanos) {
    latency.recordValue(Math.max(0, latencyNanos));
  }

  /** A command was sent so long after its moment. */
  void recordLag(long lagNanos) {
    lag.recordValue(Math.max(0, lagNanos));
  }

  /** So many answers came at once. */
  void count(int answers, boolean isInWindow, boolean isSinceWindow) {
    inWindow += isInWindow ? answers : 0;
    sinceWindow += isSinceWindow ? answers : 0;
    total += answers;
    answered = total;
  }

  /** Answers so far; may be read on any thread. */
  long answered() {
    return answered;
  }

  long inWindow() {
    return inWindow;
  }

  /** Answers in the window and after it. */
  long sinceWindow() {
    return sinceWindow;
  }

  Histogram latency() {
    return latency;
  }

  Histogram lag() {
    return lag;
  }
}
