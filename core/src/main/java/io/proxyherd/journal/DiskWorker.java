package io.proxyherd.journal;

import io.proxyherd.store.Origin;

/**
 * The three who work on one life's disk, each of which may be busy while the others are: who writes
 * segments, who syncs them, who writes checkpoints.
 */
public final class DiskWorker {
  private final SegmentWriter segments;
  private final Syncer syncer;
  private final CheckpointWriter checkpoints;

  /**
   * @param writer the server, and this life of it
   * @param events called by whoever has done something
   */
  public DiskWorker(Disk disk, Origin writer, DiskEvents events) {
    var syncs = new Syncs(events);
    segments = new SegmentWriter(disk, writer, events, syncs);
    syncer = new Syncer(segments, events, syncs);
    checkpoints = new CheckpointWriter(disk, writer, events, syncs);
  }

  public SegmentWriter segments() {
    return segments;
  }

  public Syncer syncer() {
    return syncer;
  }

  public CheckpointWriter checkpoints() {
    return checkpoints;
  }

  /** Does what is asked for, where one does the work of all three. */
  public void execute(DiskOrder order) {
    switch (order) {
      case DiskOrder.OfSegment ofSegment -> segments.execute(ofSegment);
      case DiskOrder.OfCheckpoint ofCheckpoint -> checkpoints.execute(ofCheckpoint);
      case DiskOrder.Sync _ -> sync();
    }
  }

  /** Syncs what is written. */
  public void sync() {
    syncer.begin();
    syncer.sync();
    syncer.end();
  }

  /** Ends the work, when all three are idle; what is written stays written. */
  public void close() {
    checkpoints.close();
    segments.close();
  }
}
