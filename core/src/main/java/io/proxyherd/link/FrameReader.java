package io.proxyherd.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Finds the frames in a stream of bytes that arrives in pieces of any size; the mirror of {@link
 * FrameWriter}. After a broken frame nothing of that stream can be trusted: it says so once and
 * ignores the rest. Not thread-safe: owned by its link.
 */
final class FrameReader {
  /** Takes what is read. */
  interface Frames {
    void frame(Frame frame);

    /** The stream is broken; the last call. */
    void broken(String reason);
  }

  private static final class BrokenFrame extends Exception {
    private static final long serialVersionUID = 1;

    BrokenFrame(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final int FIRST_CAPACITY = 512;
  private static final int LENGTH_LENGTH = FrameWriter.CHECK_AT;

  /** Until the other end has said who it is, bytes: a HELLO or a REFUSE. */
  private static final int LONGEST_FIRST_FRAME = 4096;

  private final CRC32C crc = new CRC32C();
  private final ReportReader reports = new ReportReader();
  private int mostLength = LONGEST_FIRST_FRAME;
  private ByteBuffer kept = ByteBuffer.allocate(FIRST_CAPACITY);
  private int counter;
  private boolean broken;

  /** Takes the next bytes {@code [from, to)} of the stream. */
  void feed(byte[] bytes, int from, int to, Frames frames) {
    var piece = ByteBuffer.wrap(bytes, from, to - from);
    try {
      while (piece.hasRemaining() && !broken) {
        fill(piece, LENGTH_LENGTH);
        if (kept.position() >= LENGTH_LENGTH) {
          int length = LENGTH_LENGTH + lengthOfRest();
          fill(piece, FrameWriter.CRC_AT);
          checkLength();
          fill(piece, length);
          if (kept.position() == length) {
            Frame frame = read(kept.flip().position(FrameWriter.CRC_AT));
            kept.clear();
            frames.frame(frame);
          }
        }
      }
    } catch (BrokenFrame e) {
      stop();
      frames.broken(String.valueOf(e.getMessage()));
    }
  }

  /** The other end is who it should be: its frames may be long. */
  void trust() {
    mostLength = FrameWriter.LONGEST_FRAME;
  }

  /** Ignores whatever comes. */
  void stop() {
    broken = true;
  }

  private void fill(ByteBuffer piece, int length) {
    int missing = length - kept.position();
    if (missing <= 0) {
      return;
    }
    if (kept.capacity() < length) {
      kept = ByteBuffer.allocate(length).put(kept.flip());
    }
    int taken = Math.min(missing, piece.remaining());
    kept.put(kept.position(), piece, piece.position(), taken).position(kept.position() + taken);
    piece.position(piece.position() + taken);
  }

  private int lengthOfRest() throws BrokenFrame {
    int length = kept.getInt(0);
    int least = FrameWriter.HEADER_LENGTH - LENGTH_LENGTH;
    int most = mostLength - LENGTH_LENGTH;
    if (length < least || length > most) {
      throw new BrokenFrame(
          "frame length: " + length + " (expected: " + least + ".." + most + " bytes)");
    }
    return length;
  }

  /** Who believed a wrong length would wait for bytes that never come. */
  private void checkLength() throws BrokenFrame {
    int length = kept.getInt(0);
    if (kept.position() >= FrameWriter.CRC_AT && kept.getInt(FrameWriter.CHECK_AT) != ~length) {
      throw new BrokenFrame("frame length: " + length + " with a wrong check");
    }
  }

  private Frame read(ByteBuffer frame) throws BrokenFrame {
    int expected = frame.getInt();
    crc.reset();
    crc.update(frame.duplicate());
    if ((int) crc.getValue() != expected) {
      throw new BrokenFrame("frame with a wrong CRC32C");
    }
    int number = frame.getInt();
    if (number != counter) {
      throw new BrokenFrame("frame number: " + number + " (expected: " + counter + ")");
    }
    counter++;
    byte type = frame.get();
    try {
      Frame read = payload(type, frame);
      if (frame.hasRemaining()) {
        throw new BrokenFrame("frame of type " + type + " with bytes left over");
      }
      return read;
    } catch (BufferUnderflowException e) {
      throw new BrokenFrame("frame of type " + type + " that ends early");
    }
  }

  private Frame payload(byte type, ByteBuffer frame) throws BrokenFrame {
    reports.beginBlock();
    try {
      return switch (type) {
        case FrameWriter.HELLO -> hello(frame);
        case FrameWriter.REFUSE -> new Frame.Refuse(text(frame));
        case FrameWriter.DATA -> new Frame.Data(reports(frame));
        case FrameWriter.PING -> new Frame.Ping(frame.getLong());
        case FrameWriter.PONG -> new Frame.Pong(frame.getLong(), frame.getLong());
        case FrameWriter.COVER -> new Frame.Cover(reports.readCoverage(frame));
        case FrameWriter.WANT -> new Frame.Want(reports.readCoverage(frame));
        case FrameWriter.STOP -> new Frame.Stop();
        case FrameWriter.HAVE -> new Frame.Have(reports.readCoverage(frame));
        case FrameWriter.LINK_STATE -> new Frame.LinkState(neighbours(frame));
        default -> throw new BrokenFrame("frame type: " + type + " (expected: 1..10)");
      };
    } catch (ReportReader.Malformed e) {
      throw new BrokenFrame(e.getMessage() + " (expected: what a server prints)");
    }
  }

  private static Frame.Hello hello(ByteBuffer frame) throws BrokenFrame {
    int version = frame.get();
    int oldestVersion = frame.get();
    String cluster = text(frame);
    String server = text(frame);
    long incarnation = frame.getLong();
    long wallNanos = frame.getLong();
    long reportMillis = frame.getLong();
    long tombstoneMillis = frame.getLong();
    // A later version may have more to say.
    frame.position(frame.limit());
    if (reportMillis <= 0 || tombstoneMillis <= 0) {
      throw new BrokenFrame(
          "lifetimes: " + reportMillis + ", " + tombstoneMillis + " ms (expected: more than 0)");
    }
    var lifetimes =
        new Lifetimes(Duration.ofMillis(reportMillis), Duration.ofMillis(tombstoneMillis));
    return new Frame.Hello(
        version, oldestVersion, cluster, server, incarnation, wallNanos, lifetimes);
  }

  private List<Report> reports(ByteBuffer frame) throws ReportReader.Malformed {
    var read = new ArrayList<Report>();
    while (frame.hasRemaining()) {
      read.add(reports.readReport(frame));
    }
    return read;
  }

  private static Neighbours neighbours(ByteBuffer frame) {
    String server = text(frame);
    long version = frame.getLong();
    var linked = new HashSet<String>();
    for (int count = Short.toUnsignedInt(frame.getShort()); count > 0; count--) {
      linked.add(text(frame));
    }
    return new Neighbours(server, version, linked);
  }

  private static String text(ByteBuffer frame) {
    return new String(bytes(frame), UTF_8);
  }

  private static byte[] bytes(ByteBuffer frame) {
    int length = Short.toUnsignedInt(frame.getShort());
    if (length > frame.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    frame.get(bytes);
    return bytes;
  }
}
