package io.proxyherd.journal;

import java.util.Optional;

/**
 * Syncs what a {@link SegmentWriter} has written, which may be writing more meanwhile. Not
 * thread-safe: owned by the thread that syncs.
 */
public final class Syncer {
  private final SegmentWriter segments;
  private final DiskEvents events;
  private final Syncs syncs;
  private Optional<SegmentWriter.Written> begun = Optional.empty();
  private long syncedLsn;

  Syncer(SegmentWriter segments, DiskEvents events, Syncs syncs) {
    this.segments = segments;
    this.events = events;
    this.syncs = syncs;
  }

  /** Whether frames are written and not synced. */
  public boolean isNeeded() {
    return !syncs.areLost()
        && segments.written().filter(written -> written.lsn() > syncedLsn).isPresent();
  }

  /** What is written by now is what will be synced for sure. */
  public void begin() {
    begun = segments.written();
  }

  /** Syncs it, which takes its time. */
  public void sync() {
    if (begun.isPresent() && !syncs.areLost()) {
      try {
        syncs.run(begun.get().segment()::sync);
      } catch (Syncs.SyncFailed e) {
        syncs.lose(e);
      }
    }
  }

  /** Says so. */
  public void end() {
    if (begun.isPresent() && !syncs.areLost()) {
      syncedLsn = Math.max(syncedLsn, begun.get().lsn());
      events.onSynced(syncedLsn);
    }
  }
}
