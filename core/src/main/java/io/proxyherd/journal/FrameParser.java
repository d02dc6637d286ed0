package io.proxyherd.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads the records of a frame; the mirror of {@link FrameBuilder}. Not thread-safe. */
final class FrameParser {
  /** Takes what is read. */
  interface Records {
    void header(int version, Origin writer);

    void local(Report report);

    void remote(Report report);

    void cover(Coverage coverage);

    void checkpointEnd(Coverage coverage);
  }

  private final ReportReader reports = new ReportReader();

  /** Takes the records that remain in the buffer: a frame without its head. */
  void parse(ByteBuffer frame, Records records) throws ReportReader.Malformed {
    reports.beginBlock();
    while (frame.hasRemaining()) {
      byte type = frame.get();
      switch (type) {
        case JournalFrame.HEADER -> readHeader(frame, records);
        case JournalFrame.LOCAL -> records.local(reports.readReport(frame));
        case JournalFrame.REMOTE -> records.remote(reports.readReport(frame));
        case JournalFrame.COVER -> records.cover(reports.readCoverage(frame));
        case JournalFrame.CHECKPOINT_END -> records.checkpointEnd(reports.readCoverage(frame));
        default -> throw new ReportReader.Malformed("record type: " + type + " (expected: 1..5)");
      }
    }
  }

  private static void readHeader(ByteBuffer frame, Records records) throws ReportReader.Malformed {
    try {
      int version = frame.get();
      byte[] name = new byte[Byte.toUnsignedInt(frame.get())];
      frame.get(name);
      records.header(version, new Origin(new String(name, US_ASCII), frame.getLong()));
    } catch (BufferUnderflowException e) {
      throw new ReportReader.Malformed("header that ends early");
    }
  }
}
