package io.proxyherd.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportWriter;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Prints frames of one direction of one connection; the mirror of {@link FrameReader}.
 *
 * <pre>
 * frame   = length:u32 check:u32 crc:u32 counter:u32 type:u8 payload
 * length  = bytes after itself
 * check   = length with all bits inverted: who believes a wrong length waits for bytes for ever
 * crc     = CRC32C of counter, type and payload
 * counter = 0, 1, 2 … on this connection: a lost or repeated frame is noticed
 * text    = length:u16 UTF-8
 * </pre>
 *
 * <p>Reports and coverage are as {@link ReportWriter} prints them, each frame a block. Numbers are
 * big-endian. Not thread-safe: owned by its link.
 */
final class FrameWriter {
  /** The latest version of the link protocol that is spoken here, and the oldest. */
  static final int VERSION = 1;

  static final int OLDEST_VERSION = 1;
  static final byte HELLO = 1;
  static final byte REFUSE = 2;
  static final byte DATA = 3;
  static final byte PING = 4;
  static final byte PONG = 5;
  static final byte COVER = 6;
  static final byte WANT = 7;
  static final byte STOP = 8;
  static final byte HAVE = 9;
  static final byte LINK_STATE = 10;

  /** A DATA frame grows to this size in bytes; a report that is larger goes alone. */
  static final int TARGET_LENGTH = 16 * 1024;

  static final int HEADER_LENGTH = 17;
  static final int LONGEST_TEXT = 1024;

  /** The longest frame in bytes: room for the coverage of 10,000 lives of servers. */
  static final int LONGEST_FRAME = 4 * 1024 * 1024;

  static final int CHECK_AT = 4;
  static final int CRC_AT = 8;
  private static final int COUNTER_AT = 12;

  private final CRC32C crc = new CRC32C();
  private final ReportWriter reports = new ReportWriter();
  private ByteBuffer frame = ByteBuffer.allocate(TARGET_LENGTH);
  private int counter;

  /** The frame's bytes, until the next one is begun. */
  ByteBuffer write(Frame control) {
    switch (control) {
      case Frame.Hello hello -> {
        begin(HELLO);
        frame.put((byte) hello.version()).put((byte) hello.oldestVersion());
        putText(hello.cluster());
        putText(hello.server());
        frame.putLong(hello.incarnation()).putLong(hello.wallNanos());
        frame.putLong(hello.lifetimes().report().toMillis());
        frame.putLong(hello.lifetimes().tombstone().toMillis());
      }
      case Frame.Refuse refuse -> {
        begin(REFUSE);
        putText(refuse.reason());
      }
      case Frame.Ping ping -> {
        begin(PING);
        frame.putLong(ping.number());
      }
      case Frame.Pong pong -> {
        begin(PONG);
        frame.putLong(pong.number()).putLong(pong.wallNanos());
      }
      case Frame.Cover cover -> putCoverage(COVER, cover.coverage());
      case Frame.Want want -> putCoverage(WANT, want.coverage());
      case Frame.Have have -> putCoverage(HAVE, have.coverage());
      case Frame.Stop _ -> begin(STOP);
      case Frame.LinkState state -> putNeighbours(state.neighbours());
      case Frame.Data data -> {
        beginData();
        data.reports().forEach(this::add);
      }
    }
    return finish();
  }

  /** Begins a DATA frame: then {@link #add} reports as long as they {@link #fits fit}. */
  void beginData() {
    begin(DATA);
  }

  /** Whether the report has room in the frame that was begun; the first one always has. */
  boolean fits(Report report) {
    return isEmpty() || frame.position() + reports.mostBytes(report) <= TARGET_LENGTH;
  }

  /** Whether nothing has been added to the frame that was begun. */
  boolean isEmpty() {
    return frame.position() == HEADER_LENGTH;
  }

  void add(Report report) {
    reserve(reports.mostBytes(report));
    reports.write(report, frame);
  }

  /** Ends the frame that was begun. */
  ByteBuffer finish() {
    int length = frame.position();
    frame.putInt(0, length - CHECK_AT).putInt(CHECK_AT, ~(length - CHECK_AT));
    frame.putInt(COUNTER_AT, counter++);
    crc.reset();
    crc.update(frame.array(), COUNTER_AT, length - COUNTER_AT);
    frame.putInt(CRC_AT, (int) crc.getValue());
    return frame.flip();
  }

  private void begin(byte type) {
    frame.clear().position(HEADER_LENGTH - 1);
    frame.put(type);
    reports.beginBlock();
  }

  private void putCoverage(byte type, Coverage coverage) {
    begin(type);
    reserve(ReportWriter.mostBytes(coverage));
    reports.write(coverage, frame);
  }

  private void putNeighbours(Neighbours neighbours) {
    begin(LINK_STATE);
    putText(neighbours.server());
    frame.putLong(neighbours.version()).putShort((short) neighbours.linked().size());
    neighbours.linked().stream().sorted().forEach(this::putText);
  }

  private void putText(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int length = Math.min(bytes.length, LONGEST_TEXT);
    reserve(Short.BYTES + length);
    frame.putShort((short) length).put(bytes, 0, length);
  }

  private void reserve(int length) {
    if (length > frame.remaining()) {
      int capacity = Math.max(2 * frame.capacity(), frame.position() + length);
      frame = ByteBuffer.allocate(capacity).put(frame.flip());
    }
  }
}
