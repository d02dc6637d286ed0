package io.proxyherd.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Prints one frame after the other; the mirror of {@link FrameParser}. Not thread-safe. */
final class FrameBuilder {
  private static final int FIRST_CAPACITY = 4096;

  /** How many bytes of buffers are kept to be used again. */
  private static final int MOST_SPARE_BYTES = 1 << 20;

  private final long incarnation;
  private final ReportWriter reports = new ReportWriter();
  private final ArrayDeque<ByteBuffer> spares = new ArrayDeque<>();
  private int spareBytes;
  private ByteBuffer frame = ByteBuffer.allocate(FIRST_CAPACITY);

  FrameBuilder(long incarnation) {
    this.incarnation = incarnation;
    clear();
  }

  /** The first frame of a file that this life of a server writes. */
  static ByteBuffer header(Origin writer) {
    var builder = new FrameBuilder(writer.incarnation());
    byte[] name = writer.server().getBytes(US_ASCII);
    builder.reserve(name.length + 3 + Long.BYTES);
    builder
        .frame
        .put(JournalFrame.HEADER)
        .put((byte) JournalFrame.VERSION)
        .put((byte) name.length)
        .put(name)
        .putLong(writer.incarnation());
    return builder.finish(0);
  }

  /** A report that a client of this server brought. */
  void local(Report report) {
    put(JournalFrame.LOCAL, report);
  }

  /** A report that is kept, wherever it came from. */
  void remote(Report report) {
    put(JournalFrame.REMOTE, report);
  }

  /** What the journal up to here covers. */
  void cover(Coverage coverage) {
    put(JournalFrame.COVER, coverage);
  }

  /** What a checkpoint that ends here covers. */
  void checkpointEnd(Coverage coverage) {
    put(JournalFrame.CHECKPOINT_END, coverage);
  }

  boolean isEmpty() {
    return length() == JournalFrame.HEAD_LENGTH;
  }

  /** Whether no more should go into this frame. */
  boolean isFull() {
    return length() >= JournalFrame.TARGET_LENGTH;
  }

  /** The frame under that number, in a buffer that is the caller's; the next one is begun. */
  ByteBuffer finish(long lsn) {
    int length = length();
    frame.putInt(0, length).putLong(JournalFrame.LSN_AT, lsn);
    frame.putInt(JournalFrame.CRC_AT, JournalFrame.crc(incarnation, frame, 0, length));
    ByteBuffer spare = spares.poll();
    ByteBuffer finished = frame.flip();
    if (spare == null) {
      // A disk that hangs must not get large buffers with small frames in them.
      finished = ByteBuffer.allocate(length).put(frame).flip();
    } else {
      spareBytes -= spare.capacity();
      frame = spare;
    }
    clear();
    return finished;
  }

  /** Gives back a finished frame that nobody reads any more. */
  void reuse(ByteBuffer finished) {
    if (spareBytes + finished.capacity() <= MOST_SPARE_BYTES) {
      spareBytes += finished.capacity();
      spares.push(finished);
    }
  }

  /** Forgets what was put in. */
  void clear() {
    frame.clear().position(JournalFrame.HEAD_LENGTH);
    reports.beginBlock();
  }

  private int length() {
    return frame.position();
  }

  private void put(byte type, Report report) {
    reserve(1 + reports.mostBytes(report));
    frame.put(type);
    reports.write(report, frame);
  }

  private void put(byte type, Coverage coverage) {
    reserve(1 + ReportWriter.mostBytes(coverage));
    frame.put(type);
    reports.write(coverage, frame);
  }

  private void reserve(int length) {
    if (length > frame.remaining()) {
      int capacity = Math.max(2 * frame.capacity(), frame.position() + length);
      frame = ByteBuffer.allocate(capacity).put(frame.flip());
    }
  }
}
