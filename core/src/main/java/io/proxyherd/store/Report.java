package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.Field;
import io.proxyherd.command.PosixTime;
import java.util.Optional;

/**
 * Where a client was, when, and which server heard it: one AT line with the moments that order it.
 * Immutable.
 *
 * <p>The order is total and by content only, never by arrival, so every server picks the same
 * report without talking: effective time, client time, server, location, moment of receipt; then
 * what is left of the line. <em>Effective time</em> is the client's time, but at most {@code
 * tolerance} after the receipt: a clock that runs ahead must not lock its client for years. It is
 * fixed by the server that received the report, whose tolerance travels with it.
 *
 * <p>The fields of the line are kept as bytes, for exact copies, in one array: a report is about
 * 150 bytes.
 */
public final class Report implements Comparable<Report> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final byte[] line;
  // Where the fields of the line end; each starts one byte after the one before. Lines are short.
  private final char serverTo;
  private final char skewTo;
  private final char clientTo;
  private final char locationTo;
  private final int toleranceMs;
  private final long clientSeconds;
  private final long clientAttos;
  private final long receivedAtNanos;
  private final Origin origin;
  private final long seq;

  private Report(AtLine at, long receivedAtNanos, int toleranceMs, Stamp stamp) {
    line = at.line();
    serverTo = (char) at.server().to();
    skewTo = (char) at.skew().to();
    clientTo = (char) at.client().to();
    locationTo = (char) at.location().to();
    PosixTime clientTime = PosixTime.parse(line, locationTo + 1, line.length);
    clientSeconds = clientTime.seconds();
    clientAttos = clientTime.attos();
    this.receivedAtNanos = receivedAtNanos;
    this.toleranceMs = toleranceMs;
    origin = stamp.origin();
    seq = stamp.seq();
  }

  /**
   * The report that an AT line makes.
   *
   * @param line the line without its end, with single spaces; kept, not copied
   * @param receivedAtNanos when its server heard it, nanoseconds since 1970 by that server's clock
   * @param toleranceMs how far ahead of that the client's time counts, milliseconds, not negative
   * @param stamp given by the server that first accepted it
   * @return nothing if that is no AT line or the tolerance is negative
   */
  public static Optional<Report> of(
      byte[] line, long receivedAtNanos, int toleranceMs, Stamp stamp) {
    return toleranceMs < 0
        ? Optional.empty()
        : AtLine.parse(line).map(at -> new Report(at, receivedAtNanos, toleranceMs, stamp));
  }

  /**
   * {@code AT <server> <skew> <client> <location> <time>} without a line end; not to be changed.
   */
  public byte[] line() {
    return line;
  }

  /** The server that heard it. */
  public Field server() {
    return new Field(line, AtLine.SERVER_FROM, serverTo);
  }

  /** The client's ID. */
  public Field client() {
    return new Field(line, skewTo + 1, clientTo);
  }

  /** Where the client was, ISO 6709. */
  public Field location() {
    return new Field(line, clientTo + 1, locationTo);
  }

  /** The client's own time. */
  public PosixTime clientTime() {
    return new PosixTime(clientSeconds, clientAttos);
  }

  /** When its server heard it: nanoseconds since 1970 by that server's clock. */
  public long receivedAtNanos() {
    return receivedAtNanos;
  }

  /** How far ahead of the receipt the client's time counts, in milliseconds. */
  public int toleranceMs() {
    return toleranceMs;
  }

  /** Which report it is; of no account for its order. */
  public Stamp stamp() {
    return new Stamp(origin, seq);
  }

  /** The client's time, or the latest that its server believed. */
  public PosixTime effectiveTime() {
    long latestNanos = receivedAtNanos + toleranceMs * NANOS_PER_MILLI;
    // A broken server's receipt may stand at the end of the clock; beyond it is 1677.
    PosixTime latest =
        PosixTime.ofNanos(latestNanos < receivedAtNanos ? Long.MAX_VALUE : latestNanos);
    PosixTime claimed = clientTime();
    return claimed.compareTo(latest) <= 0 ? claimed : latest;
  }

  /** Whether this is the newer one of two reports of the same client. */
  public boolean isNewerThan(Report other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Report other) {
    int order = effectiveTime().compareTo(other.effectiveTime());
    if (order == 0) {
      order = clientTime().compareTo(other.clientTime());
    }
    if (order == 0) {
      order = server().compareBytes(other.server());
    }
    if (order == 0) {
      order = location().compareBytes(other.location());
    }
    if (order == 0) {
      order = Long.compare(receivedAtNanos, other.receivedAtNanos);
    }
    return order == 0 ? compareRest(other) : order;
  }

  /** Only hostile or broken servers make reports that differ in nothing but this. */
  private int compareRest(Report other) {
    int order = whole().compareBytes(other.whole());
    return order == 0 ? Integer.compare(toleranceMs, other.toleranceMs) : order;
  }

  private Field whole() {
    return new Field(line, 0, line.length);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Report other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(line) * 31 + Long.hashCode(receivedAtNanos);
  }

  /** The AT line as Latin-1 characters, for people. */
  @Override
  public String toString() {
    return new String(line, ISO_8859_1);
  }
}
