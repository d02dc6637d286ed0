package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.AtLine;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.Session;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A client that reports a place and, from the AT line alone, works out the report that the server
 * must have made of it: an oracle that shares no state with the servers.
 */
final class SimClient implements ClientConnection {
  /** A client can't tell the stamp, and nobody compares it. */
  private static final Stamp UNKNOWN = new Stamp(new Origin("?", 0), 0);

  private final Consumer<Report> acknowledged;
  private final ByteArrayOutputStream reply = new ByteArrayOutputStream();

  /**
   * @param acknowledged takes the report of each AT line
   */
  SimClient(Consumer<Report> acknowledged) {
    this.acknowledged = acknowledged;
  }

  /** Connects, sends the command in pieces, and leaves. */
  void say(String command, SimServer server, SplittableRandom random) {
    Session session = server.node().openSession(this);
    byte[] bytes = (command + "\n").getBytes(US_ASCII);
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
      session.onBytes(bytes, from, to);
      from = to;
    }
    server.node().endOfBatch();
    session.onInputClosed();
  }

  @Override
  public void send(byte[] bytes, int length) {
    reply.write(bytes, 0, length);
  }

  @Override
  public void close() {
    String line = reply.toString(US_ASCII).strip();
    AtLine.parse(line.getBytes(US_ASCII))
        .flatMap(SimClient::reportOf)
        .ifPresentOrElse(
            acknowledged,
            () -> {
              throw new AssertionError("reply: " + line + " (expected: an AT line)");
            });
  }

  @Override
  public String toString() {
    return "client";
  }

  /** The skew gives away when the server heard it: client times here have 9 decimals at most. */
  private static Optional<Report> reportOf(AtLine at) {
    BigDecimal heard =
        new BigDecimal(at.time().toString()).add(new BigDecimal(at.skew().toString()));
    return Report.of(
        at.line(), heard.movePointRight(9).longValueExact(), SimServer.toleranceMs(), UNKNOWN);
  }
}
