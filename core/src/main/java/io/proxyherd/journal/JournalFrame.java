package io.proxyherd.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The journal's bytes. A file is frames, the first with a header record; a frame is what one batch
 * of the event loop has changed.
 *
 * <pre>
 * frame      = length:u32 crc:u32 lsn:u64 record*
 * length     = bytes of the whole frame
 * crc        = CRC32C of the file's incarnation (u64), lsn and records
 * lsn        = 1, 2, 3 … over all segments, without gaps; 0 of the header; in a checkpoint its own
 * record     = HEADER version:u8 length:u8 name incarnation:u64
 *            | LOCAL report | REMOTE report | COVER coverage | CHECKPOINT_END coverage
 * </pre>
 *
 * <p>Reports and coverage are as {@link io.proxyherd.store.ReportWriter} prints them, each frame a
 * block. Numbers are big-endian. The incarnation in the CRC is known to no client, so none can send
 * a line that looks like a frame to who searches damaged bytes for one.
 */
final class JournalFrame {
  static final int VERSION = 1;

  static final byte HEADER = 1;
  static final byte LOCAL = 2;
  static final byte REMOTE = 3;
  static final byte COVER = 4;
  static final byte CHECKPOINT_END = 5;

  /** Kept free for the day when a client can be forgotten. */
  static final byte TOMBSTONE = 6;

  static final int HEAD_LENGTH = 16;
  static final int CRC_AT = 4;
  static final int LSN_AT = 8;

  /** A frame that has grown to this size in bytes is ended, also within a batch. */
  static final int TARGET_LENGTH = 64 * 1024;

  /** The longest frame in bytes: room for the coverage of 10,000 lives of servers. */
  static final int LONGEST = 8 * 1024 * 1024;

  private JournalFrame() {}

  /** The checksum of the frame {@code [from, to)} of the buffer, in a file of that incarnation. */
  static int crc(long incarnation, ByteBuffer bytes, int from, int to) {
    var crc = new CRC32C();
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      crc.update((int) (incarnation >>> shift));
    }
    crc.update(bytes.duplicate().limit(to).position(from + LSN_AT));
    return (int) crc.getValue();
  }
}
