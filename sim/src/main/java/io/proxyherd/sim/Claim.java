package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.Field;
import io.proxyherd.store.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * A report as the oracle sees it: worked out from the AT line alone, and ordered by a few lines of
 * the oracle's own.
 *
 * <p>The skew, rounded to the nanosecond, gives away when the server heard it: a receipt has no
 * more decimals.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hand
record Claim(
    byte[] line,
    String client,
    String server,
    String location,
    BigDecimal time,
    BigDecimal received,
    long receivedNanos,
    BigDecimal effective) {
  private static final long TOLERANCE_MS = SimServer.TOLERANCE.toMillis();
  private static final BigDecimal TOLERANCE =
      BigDecimal.valueOf(SimServer.TOLERANCE.toSeconds());

  /** What the AT line claims. */
  static Claim of(byte[] line) {
    List<String> words = List.of(new String(line, ISO_8859_1).split(" ", -1));
    if (words.size() != 6 || !words.getFirst().equals("AT")) {
      throw new Broken("reply: " + new String(line, ISO_8859_1) + " (expected: an AT line)");
    }
    var time = new BigDecimal(words.get(5));
    BigDecimal received = time.add(new BigDecimal(words.get(2))).setScale(9, RoundingMode.HALF_UP);
    return new Claim(
        line,
        words.get(3),
        words.get(1),
        words.get(4),
        time,
        received,
        received.movePointRight(9).longValueExact(),
        time.min(received.add(TOLERANCE)));
  }

  /** Whether this is the newer one of two of the same client. */
  boolean isNewerThan(Claim other) {
    int order = effective.compareTo(other.effective);
    if (order == 0) {
      order = time.compareTo(other.time);
    }
    if (order == 0) {
      order = server.compareTo(other.server);
    }
    if (order == 0) {
      order = location.compareTo(other.location);
    }
    if (order == 0) {
      order = received.compareTo(other.received);
    }
    return order > 0;
  }

  /** Whether both say the same place and time, whoever heard it. */
  boolean repeats(Claim other) {
    return time.compareTo(other.time) == 0 && location.equals(other.location);
  }

  /** Whether a server's report is exactly that. */
  boolean isOf(Report report) {
    return report.receivedAtNanos() == receivedNanos
        && report.toleranceMs() == TOLERANCE_MS
        && Arrays.equals(line, report.line());
  }

  /** The client's ID as a store is asked for it. */
  Field clientField() {
    byte[] id = client.getBytes(ISO_8859_1);
    return new Field(id, 0, id.length);
  }

  Claim newer(Claim other) {
    return other.isNewerThan(this) ? other : this;
  }

  @Override
  public String toString() {
    return new String(line, ISO_8859_1);
  }
}
