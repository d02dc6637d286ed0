package io.proxyherd.journal;

import io.proxyherd.store.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Writes checkpoints, and deletes what they make superfluous. Not thread-safe: owned by a thread of
 * its own, which may take its time.
 */
public final class CheckpointWriter {
  private final Disk disk;
  private final Origin writer;
  private final DiskEvents events;
  private final Syncs syncs;
  private final String unfinished;
  private Optional<Disk.Output> output = Optional.empty();
  private long lsn;
  private long failedLsn;
  private long bytes;

  CheckpointWriter(Disk disk, Origin writer, DiskEvents events, Syncs syncs) {
    this.disk = disk;
    this.writer = writer;
    this.events = events;
    this.syncs = syncs;
    unfinished = new FileName(FileName.Kind.CHECKPOINT, 0, writer.incarnation()).unfinished();
  }

  /** Does what is asked for, and says what became of it. */
  public void execute(DiskOrder.OfCheckpoint order) {
    if (syncs.areLost() || order.lsn() == failedLsn) {
      return;
    }
    try {
      switch (order) {
        case DiskOrder.CheckpointPart part -> {
          write(part.lsn(), part.frame());
          events.onCheckpointPart();
        }
        case DiskOrder.CheckpointEnd end -> {
          write(end.lsn(), end.frame());
          complete();
        }
      }
    } catch (Syncs.SyncFailed e) {
      syncs.lose(e);
    } catch (IOException e) {
      failedLsn = order.lsn();
      abandon();
      events.onFailed(String.valueOf(e.getMessage()));
    }
  }

  /** Ends the work: what is not complete is given up. */
  void close() {
    abandon();
  }

  private void write(long ofLsn, ByteBuffer frame) throws IOException {
    if (output.isEmpty() || ofLsn != lsn) {
      abandon();
      lsn = ofLsn;
      begin();
    }
    bytes += frame.remaining();
    output.orElseThrow().write(frame);
  }

  private void begin() throws IOException {
    Disk.Output created = disk.create(unfinished);
    output = Optional.of(created);
    ByteBuffer header = FrameBuilder.header(writer);
    bytes = header.remaining();
    created.write(header);
  }

  /** Nothing is deleted before all of it is on the medium, its name included. */
  private void complete() throws IOException {
    Disk.Output written = output.orElseThrow();
    syncs.run(written::sync);
    output = Optional.empty();
    closeQuietly(written);
    disk.rename(
        unfinished, new FileName(FileName.Kind.CHECKPOINT, lsn, writer.incarnation()).toString());
    syncs.run(disk::syncDirectory);
    for (String other : disk.list()) {
      if (FileName.parse(other).filter(file -> file.lsn() < lsn).isPresent()) {
        disk.delete(other);
      }
    }
    events.onCheckpointEnd(lsn, bytes);
  }

  private void abandon() {
    if (output.isPresent()) {
      closeQuietly(output.get());
      output = Optional.empty();
      try {
        disk.delete(unfinished);
      } catch (IOException _) {
        // The next one takes its name, or the next start removes it.
      }
    }
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
