package io.proxyherd.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.Field;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
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
    int toleranceMs,
    BigDecimal effective,
    boolean isTombstone) {
  private static final int NANO_DECIMALS = 9;
  private static final int MILLI_DECIMALS = 3;

  /** What the AT line of a report claims. */
  static Claim of(byte[] line) {
    List<String> words = words(line);
    var time = new BigDecimal(words.get(5));
    BigDecimal received =
        time.add(new BigDecimal(words.get(2))).setScale(NANO_DECIMALS, RoundingMode.HALF_UP);
    return of(line, received, (int) SimServer.TOLERANCE.toMillis(), false);
  }

  /** What a tombstone claims; when it was made its line does not say. */
  static Claim ofTombstone(Report tombstone) {
    BigDecimal received = BigDecimal.valueOf(tombstone.receivedAtNanos(), NANO_DECIMALS);
    return of(tombstone.line(), received, tombstone.toleranceMs(), true);
  }

  private static Claim of(byte[] line, BigDecimal received, int toleranceMs, boolean tombstone) {
    List<String> words = words(line);
    var time = new BigDecimal(words.get(5));
    return new Claim(
        line,
        words.get(3),
        words.get(1),
        words.get(4),
        time,
        received,
        received.movePointRight(NANO_DECIMALS).longValueExact(),
        toleranceMs,
        time.min(received.add(BigDecimal.valueOf(toleranceMs, MILLI_DECIMALS))),
        tombstone);
  }

  private static List<String> words(byte[] line) {
    List<String> words = List.of(new String(line, ISO_8859_1).split(" ", -1));
    if (words.size() != 6 || !words.getFirst().equals("AT")) {
      throw new Broken("reply: " + new String(line, ISO_8859_1) + " (expected: an AT line)");
    }
    return words;
  }

  /** Whether this is the newer one of two of the same client. */
  boolean isNewerThan(Claim other) {
    int order = effective.compareTo(other.effective);
    if (order == 0) {
      order = time.compareTo(other.time);
    }
    if (order == 0) {
      order = Boolean.compare(isTombstone, other.isTombstone);
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

  /** Until when it is of account, nanoseconds since 1970. */
  long expiresNanos(Lifetimes lifetimes) {
    Duration lifetime = isTombstone ? lifetimes.tombstone() : lifetimes.report();
    return receivedNanos + lifetime.toNanos();
  }

  /** Whether a server that gets it while it holds the other must take it. */
  boolean replaces(Claim other, Lifetimes lifetimes) {
    return isNewerThan(other) || other.expiresNanos(lifetimes) <= receivedNanos;
  }

  /** Whether both say the same place and time, whoever heard it. */
  boolean repeats(Claim other) {
    return time.compareTo(other.time) == 0 && location.equals(other.location);
  }

  /** Whether a server's report is exactly that. */
  boolean isOf(Report report) {
    return report.receivedAtNanos() == receivedNanos
        && report.toleranceMs() == toleranceMs
        && report.isTombstone() == isTombstone
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
    return new String(line, ISO_8859_1) + (isTombstone ? " (forgotten)" : "");
  }
}
