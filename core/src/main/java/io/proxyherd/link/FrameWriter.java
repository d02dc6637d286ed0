package io.proxyherd.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.store.Report;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Prints frames of one direction of one connection; the mirror of {@link FrameReader}.
 *
 * <pre>
 * frame   = length:u32 crc:u32 counter:u32 type:u8 payload
 * length  = bytes after itself
 * crc     = CRC32C of counter, type and payload
 * counter = 0, 1, 2 … on this connection: a lost or repeated frame is noticed
 * report  = receivedAtNanos:u64 toleranceMs:u32 length:u16 AT line without its end
 * text    = length:u16 UTF-8
 * </pre>
 *
 * <p>Numbers are big-endian. Not thread-safe: owned by its link.
 */
final class FrameWriter {
  static final int VERSION = 1;
  static final byte HELLO = 1;
  static final byte REFUSE = 2;
  static final byte DATA = 3;
  static final byte PING = 4;
  static final byte PONG = 5;

  /** A DATA frame grows to this size in bytes; a report that is larger goes alone. */
  static final int TARGET_LENGTH = 16 * 1024;

  static final int HEADER_LENGTH = 13;
  static final int REPORT_HEADER_LENGTH = 14;
  static final int LONGEST_TEXT = 1024;

  /** The longest frame in bytes: one report with the longest AT line. */
  static final int LONGEST_FRAME = HEADER_LENGTH + REPORT_HEADER_LENGTH + 0xFFFF;

  private static final int CRC_AT = 4;
  private static final int COUNTER_AT = 8;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer frame = ByteBuffer.allocate(TARGET_LENGTH);
  private int counter;

  /** The frame's bytes, until the next one is begun. */
  ByteBuffer write(Frame.Hello hello) {
    begin(HELLO);
    frame.put((byte) hello.version());
    putText(hello.cluster());
    putText(hello.server());
    frame.putLong(hello.incarnation()).putLong(hello.wallNanos());
    return finish();
  }

  ByteBuffer write(Frame.Refuse refuse) {
    begin(REFUSE);
    putText(refuse.reason());
    return finish();
  }

  ByteBuffer write(Frame.Ping ping) {
    begin(PING);
    frame.putLong(ping.number());
    return finish();
  }

  ByteBuffer write(Frame.Pong pong) {
    begin(PONG);
    frame.putLong(pong.number());
    return finish();
  }

  /** Begins a DATA frame: then {@link #add} reports as long as they {@link #fits fit}. */
  void beginData() {
    begin(DATA);
  }

  /** Whether the report has room in the frame that was begun; the first one always has. */
  boolean fits(Report report) {
    return frame.position() == HEADER_LENGTH || frame.position() + length(report) <= TARGET_LENGTH;
  }

  void add(Report report) {
    if (length(report) > frame.remaining()) {
      frame = ByteBuffer.allocate(LONGEST_FRAME).put(frame.flip());
    }
    frame
        .putLong(report.receivedAtNanos())
        .putInt(report.toleranceMs())
        .putShort((short) report.line().length)
        .put(report.line());
  }

  /** Ends the frame that was begun. */
  ByteBuffer finish() {
    int length = frame.position();
    frame.putInt(0, length - 4);
    frame.putInt(COUNTER_AT, counter++);
    crc.reset();
    crc.update(frame.array(), COUNTER_AT, length - COUNTER_AT);
    frame.putInt(CRC_AT, (int) crc.getValue());
    return frame.flip();
  }

  private void begin(byte type) {
    frame.clear().position(HEADER_LENGTH - 1);
    frame.put(type);
  }

  private void putText(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int length = Math.min(bytes.length, LONGEST_TEXT);
    frame.putShort((short) length).put(bytes, 0, length);
  }

  private static int length(Report report) {
    return REPORT_HEADER_LENGTH + report.line().length;
  }
}
