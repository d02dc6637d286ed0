package io.proxyherd.journal;

import java.nio.ByteBuffer;

/** What a journal wants done on its disk; of each kind done in the order of asking. */
public sealed interface DiskOrder {
  /** For a {@link SegmentWriter}. */
  sealed interface OfSegment extends DiskOrder {}

  /** For a {@link CheckpointWriter}. */
  sealed interface OfCheckpoint extends DiskOrder {
    /** The number of the first frame that the checkpoint does not make superfluous. */
    long lsn();
  }

  /** Appends a frame to the segment. */
  record Append(long lsn, ByteBuffer frame) implements OfSegment {}

  /**
   * Begins a segment.
   *
   * @param lsn the number of its first frame
   * @param restart whether this is the new start after a failure; until it comes, what was asked
   *     for before is not done any more
   */
  record Roll(long lsn, boolean restart) implements OfSegment {}

  /** Syncs what is written, now and in any case; for a {@link Syncer}. */
  record Sync() implements DiskOrder {}

  /** Goes on with a checkpoint, or begins it in the place of one that was not completed. */
  record CheckpointPart(long lsn, ByteBuffer frame) implements OfCheckpoint {}

  /** Completes a checkpoint: then it counts, and what it makes superfluous is deleted. */
  record CheckpointEnd(long lsn, ByteBuffer frame) implements OfCheckpoint {}
}
