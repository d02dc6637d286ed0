package io.proxyherd.journal;

import io.proxyherd.store.Origin;
import java.io.IOException;
import java.util.Optional;

/**
 * Appends a journal's frames to its segments. Not thread-safe: one thread at a time writes, and a
 * {@link Syncer} may sync meanwhile.
 */
public final class SegmentWriter {
  /** Up to which frame is written, and where: what was in earlier segments is synced. */
  record Written(Segment segment, long lsn) {}

  private final Disk disk;
  private final Origin writer;
  private final DiskEvents events;
  private final Syncs syncs;
  private volatile Optional<Written> written = Optional.empty();
  private long lastLsn;
  private boolean failed;

  SegmentWriter(Disk disk, Origin writer, DiskEvents events, Syncs syncs) {
    this.disk = disk;
    this.writer = writer;
    this.events = events;
    this.syncs = syncs;
  }

  /** Does what is asked for, and says what became of it. */
  public void execute(DiskOrder.OfSegment order) {
    switch (order) {
      case DiskOrder.Append append -> {
        if (write(append)) {
          events.onWritten(append.lsn());
        }
      }
      case DiskOrder.Roll roll -> {
        if (roll.restart()) {
          failed = false;
        }
        attempt(() -> roll(roll));
      }
    }
  }

  /**
   * Appends a frame, and says something only if that fails.
   *
   * @return whether it is written
   */
  public boolean write(DiskOrder.Append append) {
    return attempt(() -> append(append));
  }

  /** Ends the work; what is written stays written. */
  void close() {
    written.ifPresent(last -> last.segment().close());
    written = Optional.empty();
  }

  Optional<Written> written() {
    return written;
  }

  private boolean attempt(Syncs.Sync work) {
    if (failed || syncs.areLost()) {
      return false;
    }
    try {
      work.run();
      return true;
    } catch (Syncs.SyncFailed e) {
      syncs.lose(e);
    } catch (IOException e) {
      failed = true;
      events.onFailed(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void append(DiskOrder.Append append) throws IOException {
    Segment segment = written.orElseThrow().segment();
    segment.write(append.frame());
    lastLsn = append.lsn();
    written = Optional.of(new Written(segment, lastLsn));
  }

  /** Only the last segment may have a torn tail: the one before is synced first. */
  private void roll(DiskOrder.Roll roll) throws IOException {
    if (written.isPresent()) {
      Segment before = written.get().segment();
      syncs.run(before::sync);
      written = Optional.empty();
      before.close();
      events.onSynced(lastLsn);
    }
    var name = new FileName(FileName.Kind.SEGMENT, roll.lsn(), writer.incarnation());
    var segment = new Segment(disk.create(name.toString()));
    segment.write(FrameBuilder.header(writer));
    syncs.run(disk::syncDirectory);
    written = Optional.of(new Written(segment, lastLsn));
    events.onRolled(roll.lsn());
  }
}
