package io.proxyherd.replay;

import io.proxyherd.replay.track.Row.Fix;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** What is said over one connection: commands by one thread, replies read by another. */
final class Conversation {
  private final LaneQueue queue;
  private final Duration replyTimeout;
  private final Tally tally;
  private volatile Optional<IOException> writeFailure = Optional.empty();
  private long answered;

  Conversation(LaneQueue queue, Duration replyTimeout, Tally tally) {
    this.queue = queue;
    this.replyTimeout = replyTimeout;
    this.tally = tally;
  }

  /** How many replies this connection brought. */
  long answered() {
    return answered;
  }

  /**
   * Sends and reads until all is answered.
   *
   * @throws IOException if the connection breaks first; what it owes is back in the queue
   */
  void hold(HerdConnection connection) throws IOException, InterruptedException {
    queue.connected();
    Thread writer = Thread.startVirtualThread(() -> write(connection));
    try {
      while (!queue.isDone()) {
        readReply(connection);
      }
    } catch (IOException e) {
      throw writeFailure.orElse(e);
    } finally {
      connection.hangUp();
      tally.lost(queue.disconnected());
      writer.join();
    }
  }

  private void write(HerdConnection connection) {
    try {
      for (var batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        var lines = new StringBuilder();
        batch.forEach(fix -> lines.append("IAMAT ").append(fix.fields()).append('\n'));
        connection.write(lines.toString());
      }
    } catch (IOException e) {
      // No hanging up here: replies that came before the break are still to be read.
      writeFailure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readReply(HerdConnection connection) throws IOException {
    try {
      String reply = connection.readLine();
      if (!queue.awaitsReply()) {
        throw new EOFException("the server said something unasked: is it a herd?");
      }
      Fix fix = queue.answered();
      answered++;
      judge(fix, reply);
    } catch (SocketTimeoutException e) {
      if (queue.overdueNanos() >= replyTimeout.toNanos()) {
        throw new SocketTimeoutException("no reply within " + replyTimeout.toMillis() + " ms");
      }
    }
  }

  /** An AT must copy the fields of its own command, or replies and commands are out of step. */
  private void judge(Fix fix, String reply) {
    if (reply.startsWith("AT ") && reply.endsWith(" " + fix.fields())) {
      tally.accepted();
    } else {
      tally.refused(fix, reply);
    }
  }
}
