package io.proxyherd.disk;

import io.proxyherd.journal.Appender;
import io.proxyherd.journal.Disk;
import io.proxyherd.journal.DiskEvents;
import io.proxyherd.journal.DiskOrder;
import io.proxyherd.journal.DiskWorker;
import io.proxyherd.store.Origin;
import java.time.Duration;

/**
 * The threads of one server's journal: one writes frames, one syncs them, one makes checkpoints, so
 * that none waits for another. As long as the disk is quick and nothing waits, the node's own
 * thread writes: a frame goes into the system's cache in less time than it takes to wake a thread.
 * What waits is bounded by the journal.
 */
public final class JournalThreads implements Appender {
  private static final Duration LAST_WORK = Duration.ofSeconds(10);

  /** A write into the cache that takes longer has waited for the disk. */
  private static final long SLOW_WRITE_NANOS = 5_000_000;

  /** For so long after a slow write the node's thread does not write. */
  private static final long CAUTION_NANOS = 1_000_000_000;

  private final DiskWorker worker;
  private final OrderThread<DiskOrder.OfSegment> writer;
  private final OrderThread<DiskOrder.OfCheckpoint> checkpoints;
  private final SyncThread syncs;
  private long cautiousUntilNanos = System.nanoTime();

  /**
   * @param syncAtOnce whether what is written is synced without delay
   * @param interval how long a written frame may wait to be synced otherwise
   * @param events called on these threads
   */
  public JournalThreads(
      Disk disk, Origin server, boolean syncAtOnce, Duration interval, DiskEvents events) {
    worker = new DiskWorker(disk, server, events);
    writer = new OrderThread<>("journal-" + server.server(), this::write);
    checkpoints = new OrderThread<>("checkpoint-" + server.server(), worker.checkpoints()::execute);
    syncs =
        new SyncThread(
            "sync-" + server.server(), worker.syncer(), syncAtOnce ? Duration.ZERO : interval);
  }

  /** Begins to work on the orders. */
  public void start() {
    writer.start();
    checkpoints.start();
    syncs.start();
  }

  @Override
  public void submit(DiskOrder order) {
    switch (order) {
      case DiskOrder.OfSegment ofSegment -> writer.submit(ofSegment);
      case DiskOrder.OfCheckpoint ofCheckpoint -> checkpoints.submit(ofCheckpoint);
      case DiskOrder.Sync _ -> syncs.sync();
    }
  }

  /**
   * Not while a sync is under way: a disk that hangs is one whose sync does not end, and a write
   * would wait for it.
   */
  @Override
  public boolean writeNow(DiskOrder.Append append) {
    long start = System.nanoTime();
    if (!writer.isIdle() || syncs.isSyncing() || start - cautiousUntilNanos < 0) {
      return false;
    }
    boolean written = worker.segments().write(append);
    if (written) {
      syncs.onWritten();
    }
    long end = System.nanoTime();
    if (end - start > SLOW_WRITE_NANOS) {
      cautiousUntilNanos = end + CAUTION_NANOS;
    }
    return written;
  }

  /**
   * Does what was submitted, syncs and ends; waits for that, but not for ever.
   *
   * @return whether it has ended
   */
  public boolean close() {
    long deadlineNanos = System.nanoTime() + LAST_WORK.toNanos();
    writer.end();
    checkpoints.end();
    boolean ended = writer.join(deadlineNanos);
    syncs.end();
    ended = ended && syncs.join(deadlineNanos) && checkpoints.join(deadlineNanos);
    if (ended) {
      worker.close();
    }
    return ended;
  }

  private void write(DiskOrder.OfSegment order) {
    worker.segments().execute(order);
    syncs.onWritten();
  }
}
