package io.proxyherd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file's frames, found from its begin to its end through a window that moves over it. Where bytes
 * do not verify, the next frame that does is searched for. Not thread-safe.
 */
final class FrameFile {
  private static final int WINDOW = 64 * 1024;

  /** A frame further ahead than this is none: bytes that look like one. */
  private static final long FARTHEST = 1L << 32;

  private final Disk disk;
  private final String name;
  private final long incarnation;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowAt;
  private long frameAt;
  private int frameLength;
  private long lsn;
  private boolean skipped;

  FrameFile(Disk disk, FileName name) {
    this.disk = disk;
    this.name = name.toString();
    incarnation = name.incarnation();
    lsn = name.kind() == FileName.Kind.SEGMENT ? name.lsn() - 1 : 0;
  }

  /**
   * Moves on to the next frame that verifies.
   *
   * @return whether there is one
   */
  boolean next() throws IOException {
    for (long at = end(); load(at, JournalFrame.HEAD_LENGTH); at++) {
      int length = verifiedLength(at);
      if (length > 0) {
        skipped |= at > end();
        frameAt = at;
        frameLength = length;
        lsn = Math.max(lsn, frameLsn());
        return true;
      }
    }
    return false;
  }

  /** The number of the frame found; 0 is a header's. */
  long frameLsn() {
    return window.getLong(offset(frameAt) + JournalFrame.LSN_AT);
  }

  /** The records of the frame found, until the next one is looked for. */
  ByteBuffer records() {
    return window.slice(
        offset(frameAt) + JournalFrame.HEAD_LENGTH, frameLength - JournalFrame.HEAD_LENGTH);
  }

  /** Whether there are bytes before the frame found that are no frame. */
  boolean hasSkipped() {
    return skipped;
  }

  /** Where the last frame found ends. */
  long end() {
    return frameAt + frameLength;
  }

  /** Whether bytes come behind the last frame found. */
  boolean hasTail() throws IOException {
    return load(end(), 1);
  }

  /** The length of the frame at that place; 0 if none verifies there. */
  private int verifiedLength(long at) throws IOException {
    int length = window.getInt(offset(at));
    boolean plausible =
        length >= JournalFrame.HEAD_LENGTH
            && length <= JournalFrame.LONGEST
            && isNext(at, window.getLong(offset(at) + JournalFrame.LSN_AT));
    if (!plausible || !load(at, length)) {
      return 0;
    }
    int from = offset(at);
    int crc = JournalFrame.crc(incarnation, window, from, from + length);
    return crc == window.getInt(from + JournalFrame.CRC_AT) ? length : 0;
  }

  private boolean isNext(long at, long candidate) {
    return at == 0 ? candidate == 0 : candidate > lsn && candidate - lsn < FARTHEST;
  }

  /** Moves the window so that it shows {@code [at, at + length)}, as far as the file goes. */
  private boolean load(long at, int length) throws IOException {
    if (at < windowAt || at + length > windowAt + window.limit()) {
      ByteBuffer moved = ByteBuffer.allocate(Math.max(WINDOW, length));
      long kept = windowAt + window.limit() - at;
      if (at >= windowAt && kept > 0) {
        moved.put(window.position(offset(at)));
      }
      while (moved.hasRemaining() && disk.read(name, at + moved.position(), moved) > 0) {}
      window = moved.flip();
      windowAt = at;
    }
    return length <= window.limit();
  }

  private int offset(long at) {
    return (int) (at - windowAt);
  }
}
