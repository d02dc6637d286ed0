package io.proxyherd.journal;

import java.nio.ByteBuffer;

/** What a journal wants done on its disk; done in the order of asking. */
public sealed interface DiskOrder {
  /** Appends a frame to the segment. */
  record Append(long lsn, ByteBuffer frame) implements DiskOrder {}

  /**
   * Begins a segment.
   *
   * @param lsn the number of its first frame
   * @param restart whether this is the new start after a failure; until it comes, what was asked
   *     for before is not done any more
   */
  record Roll(long lsn, boolean restart) implements DiskOrder {}

  /** Goes on with a checkpoint, or begins it. */
  record CheckpointPart(ByteBuffer frame) implements DiskOrder {}

  /**
   * Completes a checkpoint: then it counts, and what it makes superfluous is deleted.
   *
   * @param lsn the number of the first frame that it does not make superfluous
   */
  record CheckpointEnd(long lsn, ByteBuffer frame) implements DiskOrder {}
}
