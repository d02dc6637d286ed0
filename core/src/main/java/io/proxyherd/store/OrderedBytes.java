package io.proxyherd.store;

import io.proxyherd.command.AtLine;
import io.proxyherd.command.Field;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.PosixTime;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reports as bytes whose unsigned order is the reports' own, for databases that keep the greater of
 * two values. Of two reports of one client the greater one has the greater bytes, and equal ones
 * have equal bytes. The client is not in them: it is the key under which they are kept. Nor is the
 * stamp, which only links need.
 *
 * <pre>
 * report     = effective:time ahead [client:time] tombstone:u8 server:text location:text
 *              receivedAtNanos:i64 skew:text time:text toleranceMs:u32 format:u8
 * ahead      = 1 if the client's time is later than the effective one and follows, else 0
 * time       = seconds:i64 attos:i64
 * i64        = big-endian, with the sign bit flipped
 * text       = bytes, 0 and 1 as 1 1 and 1 2; then 0
 * </pre>
 *
 * <p>The format's number comes last, where it decides nothing.
 */
public final class OrderedBytes {
  private static final byte FORMAT = 1;
  private static final int NUMBERS = 16 + 1 + 16 + 1 + Long.BYTES + Integer.BYTES + 1;
  private static final int TEXTS = 4;
  private static final byte END = 0;
  private static final byte ESCAPE = 1;

  private OrderedBytes() {}

  /** The report as bytes, about 90 of them. */
  public static byte[] print(Report report) {
    byte[] line = report.line();
    var bytes = ByteBuffer.allocate(NUMBERS + TEXTS + 2 * line.length);
    putTime(report.effectiveTime(), bytes);
    bytes.put((byte) (report.isAhead() ? 1 : 0));
    if (report.isAhead()) {
      putTime(report.clientTime(), bytes);
    }
    bytes.put((byte) (report.isTombstone() ? 1 : 0));
    putText(report.server(), bytes);
    putText(report.location(), bytes);
    putNumber(report.receivedAtNanos(), bytes);
    putText(report.skew(), bytes);
    putText(report.time(), bytes);
    bytes.putInt(report.toleranceMs()).put(FORMAT);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * The report that was printed so.
   *
   * @param stamp what it is known by here
   * @return nothing if no report was
   */
  public static Optional<Report> parse(Field client, byte[] printed, Stamp stamp) {
    try {
      Optional<Report> report = read(client, ByteBuffer.wrap(printed), stamp);
      return report.filter(read -> Arrays.equals(print(read), printed));
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static Optional<Report> read(Field client, ByteBuffer bytes, Stamp stamp) {
    skipTime(bytes);
    if (bytes.get() != 0) {
      skipTime(bytes);
    }
    boolean tombstone = bytes.get() != 0;
    byte[] server = text(bytes);
    byte[] location = text(bytes);
    long receivedAtNanos = number(bytes);
    byte[] skew = text(bytes);
    byte[] time = text(bytes);
    int toleranceMs = bytes.getInt();
    var line =
        new LineBuilder()
            .append(new byte[] {'A', 'T', ' '})
            .append(server)
            .append(' ')
            .append(skew)
            .append(' ')
            .append(client)
            .append(' ')
            .append(location)
            .append(' ')
            .append(time);
    if (bytes.get() != FORMAT || line.length() > AtLine.LONGEST) {
      return Optional.empty();
    }
    return Report.of(line.toBytes(), receivedAtNanos, toleranceMs, tombstone, stamp);
  }

  private static void putTime(PosixTime time, ByteBuffer bytes) {
    putNumber(time.seconds(), bytes);
    putNumber(time.attos(), bytes);
  }

  private static void skipTime(ByteBuffer bytes) {
    var _ = bytes.getLong();
    var _ = bytes.getLong();
  }

  private static void putNumber(long number, ByteBuffer bytes) {
    bytes.putLong(number ^ Long.MIN_VALUE);
  }

  private static long number(ByteBuffer bytes) {
    return bytes.getLong() ^ Long.MIN_VALUE;
  }

  private static void putText(Field text, ByteBuffer bytes) {
    for (int at = text.from(); at < text.to(); at++) {
      byte b = text.bytes()[at];
      if (b == END || b == ESCAPE) {
        bytes.put(ESCAPE).put((byte) (b + 1));
      } else {
        bytes.put(b);
      }
    }
    bytes.put(END);
  }

  private static byte[] text(ByteBuffer bytes) {
    var text = new LineBuilder();
    for (byte b = bytes.get(); b != END; b = bytes.get()) {
      text.append((char) (b == ESCAPE ? bytes.get() - 1 : b));
    }
    return text.toBytes();
  }
}
