package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Prints reports and coverage as bytes, for frames and journal records; the mirror of {@link
 * ReportReader}.
 *
 * <pre>
 * stamp    = origin seq:varint
 * report   = stamp receivedAtNanos:u64 kind:varint length:varint AT line
 * kind     = 2 x toleranceMs, + 1 for a tombstone
 * origin   = index:varint, and where the index is new: length:u8 name incarnation:u64
 * coverage = count:varint, then count times a stamp
 * varint   = 7 bits a byte, low ones first, the high bit set on all but the last
 * </pre>
 *
 * <p>Origins are numbered 0, 1, 2 … in the order of their first use within one block; {@link
 * #beginBlock} starts anew. Not thread-safe.
 */
public final class ReportWriter {
  private static final int LONGEST_VARINT = 10;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_ORIGIN = LONGEST_VARINT + 1 + LONGEST_NAME + Long.BYTES;

  private final Map<Origin, Integer> indexes = new HashMap<>();

  /** The next report does not lean on those before it. */
  public void beginBlock() {
    indexes.clear();
  }

  /** The most bytes that the report can take if it is the next one. */
  public int mostBytes(Report report) {
    int origin = indexes.containsKey(report.origin()) ? LONGEST_VARINT : LONGEST_ORIGIN;
    return origin + 3 * LONGEST_VARINT + Long.BYTES + report.line().length;
  }

  /** The most bytes that the coverage can take. */
  public static int mostBytes(Coverage coverage) {
    return LONGEST_VARINT + coverage.size() * mostBytesOfStamp();
  }

  /** The most bytes that a stamp can take. */
  public static int mostBytesOfStamp() {
    return LONGEST_ORIGIN + LONGEST_VARINT;
  }

  /** Appends the report. */
  public void write(Report report, ByteBuffer bytes) {
    write(report.stamp(), bytes);
    bytes.putLong(report.receivedAtNanos());
    writeVarint(report.toleranceMs() * 2L + (report.isTombstone() ? 1 : 0), bytes);
    writeVarint(report.line().length, bytes);
    bytes.put(report.line());
  }

  /** Appends the stamp. */
  public void write(Stamp stamp, ByteBuffer bytes) {
    writeOrigin(stamp.origin(), bytes);
    writeVarint(stamp.seq(), bytes);
  }

  /** Appends the coverage. */
  public void write(Coverage coverage, ByteBuffer bytes) {
    Map<Origin, Long> entries = coverage.entries();
    writeVarint(entries.size(), bytes);
    entries.forEach((origin, seq) -> {
      writeOrigin(origin, bytes);
      writeVarint(seq, bytes);
    });
  }

  private void writeOrigin(Origin origin, ByteBuffer bytes) {
    Integer known = indexes.putIfAbsent(origin, indexes.size());
    writeVarint(known == null ? indexes.size() - 1 : known, bytes);
    if (known == null) {
      byte[] name = origin.server().getBytes(US_ASCII);
      bytes.put((byte) name.length).put(name).putLong(origin.incarnation());
    }
  }

  private static void writeVarint(long number, ByteBuffer bytes) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }
}
