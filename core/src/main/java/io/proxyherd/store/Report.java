package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.PosixTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a client was, when, and which server heard it: one AT line with the moments that order it.
 * Immutable.
 *
 * <p>The order is total and by content only, never by arrival, so every server picks the same
 * report without talking: effective time, client time, tombstones last, server, location, moment of
 * receipt; then what is left of the line. <em>Effective time</em> is the client's time, but at most
 * {@code tolerance} after the receipt: a clock that runs ahead must not lock its client for years.
 * It is fixed by the server that received the report, whose tolerance travels with it.
 *
 * <p>A <em>tombstone</em> is a report without a place: its client was to be forgotten. It follows
 * upon the report that was forgotten with it, so it replaces that one and whatever is older, and
 * whatever is newer replaces it.
 *
 * <p>The fields of the line are kept as bytes, for exact copies, in one array: a report is about
 * 150 bytes.
 */
public final class Report implements Comparable<Report> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final byte[] line;
  // Where the fields of the line end; each starts one byte after the one before. Names and skews
  // are short, lines not very long: so a report's numbers fit into 64 bytes.
  private final byte serverTo;
  private final byte skewTo;
  private final char clientTo;
  private final char locationTo;
  private final int toleranceMs;
  private final boolean tombstone;
  private final long clientSeconds;
  private final long clientAttos;
  private final long receivedAtNanos;
  private final Origin origin;
  private final long seq;

  private Report(AtLine at, long receivedAtNanos, int toleranceMs, boolean tombstone, Stamp stamp) {
    line = at.line();
    serverTo = (byte) at.serverTo();
    skewTo = (byte) at.skewTo();
    clientTo = (char) at.clientTo();
    locationTo = (char) at.locationTo();
    PosixTime clientTime = at.clientTime();
    clientSeconds = clientTime.seconds();
    clientAttos = clientTime.attos();
    this.receivedAtNanos = receivedAtNanos;
    this.toleranceMs = toleranceMs;
    this.tombstone = tombstone;
    origin = stamp.origin();
    seq = stamp.seq();
  }

  /**
   * The report that this server makes of what it heard.
   *
   * @param at kept, not copied
   * @param receivedAtNanos when it heard it, nanoseconds since 1970 by its clock
   * @param toleranceMs how far ahead of that the client's time counts, milliseconds, not negative
   */
  public static Report heard(AtLine at, long receivedAtNanos, int toleranceMs, Stamp stamp) {
    return new Report(at, receivedAtNanos, toleranceMs, false, stamp);
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
    return of(line, receivedAtNanos, toleranceMs, false, stamp);
  }

  /** The report, or tombstone, that was printed before; otherwise as {@link #of}. */
  public static Optional<Report> of(
      byte[] line, long receivedAtNanos, int toleranceMs, boolean tombstone, Stamp stamp) {
    Optional<AtLine> at = AtLine.parse(line);
    return toleranceMs < 0 || at.isEmpty()
        ? Optional.empty()
        : Optional.of(new Report(at.get(), receivedAtNanos, toleranceMs, tombstone, stamp));
  }

  /**
   * The tombstone that replaces a report and says nothing of where the client was.
   *
   * @param known the report to be forgotten
   * @param server the name of the server that was told so
   * @param toldAtNanos when, nanoseconds since 1970 by its clock; if that is before the report's
   *     receipt, just after that
   */
  public static Report tombstone(Report known, String server, long toldAtNanos, Stamp stamp) {
    long receivedAtNanos = Math.max(toldAtNanos, known.receivedAtNanos + 1);
    // Its effective time is the report's, or if that lies ahead, now: nobody is locked out by it.
    long aheadNanos = known.receivedAtNanos + known.toleranceMs * NANOS_PER_MILLI - receivedAtNanos;
    long toleranceMs = Math.ceilDiv(Math.max(0, aheadNanos), NANOS_PER_MILLI);
    var line =
        new LineBuilder()
            .append(("AT " + server + " +0.000000000 ").getBytes(US_ASCII))
            .append(known.client())
            .append(" +0+0 ".getBytes(US_ASCII))
            .append(known.time());
    return of(line.toBytes(), receivedAtNanos, (int) toleranceMs, true, stamp)
        .orElseThrow(() -> new IllegalArgumentException("server: " + server));
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

  /** The server's time minus the client's. */
  Field skew() {
    return new Field(line, serverTo + 1, skewTo);
  }

  /** The client's ID. */
  public Field client() {
    return new Field(line, skewTo + 1, clientTo);
  }

  /** Where the client was, ISO 6709. */
  public Field location() {
    return new Field(line, clientTo + 1, locationTo);
  }

  /** The client's own time, as it was sent. */
  Field time() {
    return new Field(line, locationTo + 1, line.length);
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

  /** The same report by another name; its order is the same. */
  public Report stamped(Stamp other) {
    var at = new AtLine(line, serverTo, skewTo, clientTo, locationTo);
    return new Report(at, receivedAtNanos, toleranceMs, tombstone, other);
  }

  /** Whether it says that the client was to be forgotten. */
  public boolean isTombstone() {
    return tombstone;
  }

  /** Which report it is; of no account for its order. */
  public Stamp stamp() {
    return new Stamp(origin, seq);
  }

  /** The stamp's origin. */
  public Origin origin() {
    return origin;
  }

  /** The stamp's number. */
  public long seq() {
    return seq;
  }

  /** The client's time, or the latest that its server believed. */
  public PosixTime effectiveTime() {
    return new PosixTime(effectiveSeconds(), effectiveAttos());
  }

  private long effectiveSeconds() {
    return isAhead() ? PosixTime.secondsOf(latestNanos()) : clientSeconds;
  }

  private long effectiveAttos() {
    return isAhead() ? PosixTime.attosOf(latestNanos()) : clientAttos;
  }

  /** Whether the client's time is later than its server believed. */
  public boolean isAhead() {
    long latest = latestNanos();
    return PosixTime.compare(
            clientSeconds, clientAttos, PosixTime.secondsOf(latest), PosixTime.attosOf(latest))
        > 0;
  }

  private long latestNanos() {
    long latestNanos = receivedAtNanos + toleranceMs * NANOS_PER_MILLI;
    // A broken server's receipt may stand at the end of the clock; beyond it is 1677.
    return latestNanos < receivedAtNanos ? Long.MAX_VALUE : latestNanos;
  }

  /** Whether this is the newer one of two reports of the same client. */
  public boolean isNewerThan(Report other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Report other) {
    // In plain numbers: every report that comes is compared.
    int order =
        PosixTime.compare(
            effectiveSeconds(), effectiveAttos(), other.effectiveSeconds(), other.effectiveAttos());
    if (order == 0) {
      order = PosixTime.compare(clientSeconds, clientAttos, other.clientSeconds, other.clientAttos);
    }
    if (order == 0) {
      order = Boolean.compare(tombstone, other.tombstone);
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
    return Arrays.hashCode(line) * 31 + Long.hashCode(receivedAtNanos);
  }

  /** 64 bits that differ where reports differ, but for accidents; equal on all servers. */
  long fingerprint() {
    long bits = receivedAtNanos * 31 + toleranceMs * 2L + (tombstone ? 1 : 0);
    bits = (bits ^ (bits >>> 32)) * 0x9E3779B97F4A7C15L + Arrays.hashCode(line);
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /** The AT line as Latin-1 characters, for people. */
  @Override
  public String toString() {
    return new String(line, ISO_8859_1);
  }
}
