package io.proxyherd.journal;

/** What became of {@linkplain DiskOrder orders}. */
public interface DiskEvents {
  /** All frames up to that number are written: they survive the process. */
  void onWritten(long lsn);

  /** All frames up to that number are on the medium: they survive the machine. */
  void onSynced(long lsn);

  /** The segment whose first frame has that number has begun, and all before it is synced. */
  void onRolled(long lsn);

  /** A part of the checkpoint is written; the next one is welcome. */
  void onCheckpointPart();

  /** The checkpoint that makes all frames before that number superfluous is complete. */
  void onCheckpointEnd(long lsn, long bytes);

  /**
   * An order failed. If it was of the segment, nothing more is written there before the next {@link
   * DiskOrder.Roll} that restarts; if it was of a checkpoint, that one is given up.
   */
  void onFailed(String reason);

  /** What is on the medium is unknown: a sync failed. Nothing is done any more. */
  void onLost(String reason);
}
