package io.proxyherd.journal;

import io.proxyherd.store.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Does what a journal asks for on its disk, and says what became of it. Not thread-safe: owned by
 * the disk's thread.
 */
public final class DiskWorker {
  /** After a failed sync the system may have dropped what was to be written: nobody knows. */
  private static final class SyncFailed extends IOException {
    private static final long serialVersionUID = 1;

    SyncFailed(IOException cause) {
      super("sync failed: " + cause.getMessage(), cause);
    }
  }

  private interface Sync {
    void run() throws IOException;
  }

  private final Disk disk;
  private final Origin writer;
  private final DiskEvents events;
  private Optional<Disk.Output> segment = Optional.empty();
  private Optional<Disk.Output> checkpoint = Optional.empty();
  private String checkpointName = "";
  private long checkpointBytes;
  private long writtenLsn;
  private long syncedLsn;
  private boolean failed;
  private boolean lost;

  /**
   * @param writer the server, and this life of it
   */
  public DiskWorker(Disk disk, Origin writer, DiskEvents events) {
    this.disk = disk;
    this.writer = writer;
    this.events = events;
  }

  /** Does what is asked for. */
  public void execute(DiskOrder order) {
    if (lost || (failed && !isRestart(order))) {
      return;
    }
    failed = false;
    try {
      switch (order) {
        case DiskOrder.Append append -> append(append);
        case DiskOrder.Roll roll -> roll(roll);
        case DiskOrder.CheckpointPart part -> {
          writePart(part.frame());
          events.onCheckpointPart();
        }
        case DiskOrder.CheckpointEnd end -> endCheckpoint(end);
      }
    } catch (SyncFailed e) {
      lose(e);
    } catch (IOException e) {
      failed = true;
      abandonCheckpoint();
      events.onFailed(String.valueOf(e.getMessage()));
    }
  }

  /** Whether frames are written and not synced. */
  public boolean needsSync() {
    return !lost && !failed && writtenLsn > syncedLsn;
  }

  /** Syncs what is written. */
  public void sync() {
    if (needsSync()) {
      try {
        syncSegment();
        events.onSynced(syncedLsn);
      } catch (IOException e) {
        lose(e);
      }
    }
  }

  /** Ends the work; what is written stays written. */
  public void close() {
    abandonCheckpoint();
    segment.ifPresent(DiskWorker::closeQuietly);
    segment = Optional.empty();
  }

  private static boolean isRestart(DiskOrder order) {
    return order instanceof DiskOrder.Roll roll && roll.restart();
  }

  private void append(DiskOrder.Append append) throws IOException {
    segment.orElseThrow().write(append.frame());
    writtenLsn = append.lsn();
    events.onWritten(writtenLsn);
  }

  /** Only the last segment may have a torn tail: the one before is synced first. */
  private void roll(DiskOrder.Roll roll) throws IOException {
    abandonCheckpoint();
    if (segment.isPresent()) {
      syncSegment();
      closeQuietly(segment.get());
      segment = Optional.empty();
      events.onSynced(syncedLsn);
    }
    var name = new FileName(FileName.Kind.SEGMENT, roll.lsn(), writer.incarnation());
    Disk.Output created = disk.create(name.toString());
    segment = Optional.of(created);
    created.write(FrameBuilder.header(writer));
    synced(disk::syncDirectory);
  }

  private void writePart(ByteBuffer frame) throws IOException {
    if (checkpoint.isEmpty()) {
      beginCheckpoint();
    }
    checkpointBytes += frame.remaining();
    checkpoint.orElseThrow().write(frame);
  }

  private void beginCheckpoint() throws IOException {
    var name = new FileName(FileName.Kind.CHECKPOINT, 0, writer.incarnation());
    checkpointName = name.unfinished();
    Disk.Output created = disk.create(checkpointName);
    checkpoint = Optional.of(created);
    ByteBuffer header = FrameBuilder.header(writer);
    checkpointBytes = header.remaining();
    created.write(header);
  }

  private void endCheckpoint(DiskOrder.CheckpointEnd end) throws IOException {
    writePart(end.frame());
    Disk.Output written = checkpoint.orElseThrow();
    synced(written::sync);
    checkpoint = Optional.empty();
    closeQuietly(written);
    var name = new FileName(FileName.Kind.CHECKPOINT, end.lsn(), writer.incarnation());
    disk.rename(checkpointName, name.toString());
    synced(disk::syncDirectory);
    for (String other : disk.list()) {
      if (FileName.parse(other).filter(file -> file.lsn() < end.lsn()).isPresent()) {
        disk.delete(other);
      }
    }
    events.onCheckpointEnd(end.lsn(), checkpointBytes);
  }

  private void abandonCheckpoint() {
    if (checkpoint.isPresent()) {
      closeQuietly(checkpoint.get());
      checkpoint = Optional.empty();
      try {
        disk.delete(checkpointName);
      } catch (IOException _) {
        // The next one takes its name, or the next start removes it.
      }
    }
  }

  private void syncSegment() throws SyncFailed {
    if (segment.isPresent()) {
      synced(segment.get()::sync);
    }
    syncedLsn = writtenLsn;
  }

  private static void synced(Sync sync) throws SyncFailed {
    try {
      sync.run();
    } catch (IOException e) {
      throw new SyncFailed(e);
    }
  }

  private void lose(IOException e) {
    lost = true;
    events.onLost(String.valueOf(e.getMessage()));
  }

  /** What matters was synced, or is given up. */
  private static void closeQuietly(Disk.Output output) {
    try {
      output.close();
    } catch (IOException _) {
      // See above.
    }
  }
}
