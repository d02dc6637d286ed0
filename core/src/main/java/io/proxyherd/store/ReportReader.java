package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads reports and coverage from bytes; the mirror of {@link ReportWriter}. Equal origins are one
 * object as long as the reader lives. Not thread-safe.
 */
public final class ReportReader {
  /** The bytes are not what a {@link ReportWriter} writes. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    public Malformed(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final int LONGEST_VARINT_BITS = 63;

  private final Interned<Origin> known = new Interned<>();
  private final List<Origin> origins = new ArrayList<>();

  /** The next report does not lean on those before it. */
  public void beginBlock() {
    origins.clear();
  }

  /** Takes a report from the bytes. */
  public Report readReport(ByteBuffer bytes) throws Malformed {
    try {
      Stamp stamp = stamp(bytes);
      long receivedAtNanos = bytes.getLong();
      long kind = readVarint(bytes);
      int toleranceMs = (int) Math.min(kind / 2, Integer.MAX_VALUE);
      byte[] line = readBytes(bytes, readVarint(bytes));
      Optional<Report> report = Report.of(line, receivedAtNanos, toleranceMs, kind % 2 == 1, stamp);
      if (report.isEmpty()) {
        throw new Malformed("report: " + new String(line, US_ASCII));
      }
      return report.get();
    } catch (BufferUnderflowException e) {
      throw new Malformed("report that ends early");
    }
  }

  /** Takes a stamp from the bytes. */
  public Stamp readStamp(ByteBuffer bytes) throws Malformed {
    try {
      return stamp(bytes);
    } catch (BufferUnderflowException e) {
      throw new Malformed("stamp that ends early");
    }
  }

  /** Takes a coverage from the bytes. */
  public Coverage readCoverage(ByteBuffer bytes) throws Malformed {
    try {
      var coverage = new Coverage();
      for (long entries = readVarint(bytes); entries > 0; entries--) {
        coverage.raise(readOrigin(bytes), readVarint(bytes));
      }
      return coverage;
    } catch (BufferUnderflowException e) {
      throw new Malformed("coverage that ends early");
    }
  }

  private Stamp stamp(ByteBuffer bytes) throws Malformed {
    return new Stamp(readOrigin(bytes), readVarint(bytes));
  }

  private Origin readOrigin(ByteBuffer bytes) throws Malformed {
    long index = readVarint(bytes);
    if (index > origins.size()) {
      throw new Malformed("origin: " + index + " (expected: at most " + origins.size() + ")");
    }
    if (index == origins.size()) {
      byte[] name = readBytes(bytes, Byte.toUnsignedInt(bytes.get()));
      origins.add(known.intern(new Origin(new String(name, US_ASCII), bytes.getLong())));
    }
    return origins.get((int) index);
  }

  private static byte[] readBytes(ByteBuffer bytes, long length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] read = new byte[(int) length];
    bytes.get(read);
    return read;
  }

  private static long readVarint(ByteBuffer bytes) throws Malformed {
    long number = 0;
    for (int shift = 0; shift < LONGEST_VARINT_BITS; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new Malformed("number with more than " + LONGEST_VARINT_BITS + " bits");
  }
}
