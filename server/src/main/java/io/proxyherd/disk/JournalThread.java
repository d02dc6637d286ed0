package io.proxyherd.disk;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.proxyherd.journal.Appender;
import io.proxyherd.journal.Disk;
import io.proxyherd.journal.DiskEvents;
import io.proxyherd.journal.DiskOrder;
import io.proxyherd.journal.DiskWorker;
import io.proxyherd.store.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread that writes one server's journal: whatever waits is written as a group. With {@code
 * sync} each group is synced, otherwise the oldest unsynced frame waits one interval at most. It is
 * never interrupted, for that would close the file under it. What waits is bounded by the journal.
 */
public final class JournalThread implements Appender {
  private static final Duration LAST_WORK = Duration.ofSeconds(10);

  private final BlockingQueue<Optional<DiskOrder>> orders = new LinkedBlockingQueue<>();
  private final boolean syncGroups;
  private final long intervalNanos;
  private final DiskWorker worker;
  private final Thread thread;
  private long syncDueNanos;
  private boolean closed;

  /**
   * @param syncGroups whether each group is synced
   * @param interval how long a written frame may wait to be synced otherwise
   * @param events called on this thread, frame by frame
   */
  public JournalThread(
      Disk disk, Origin writer, boolean syncGroups, Duration interval, DiskEvents events) {
    this.syncGroups = syncGroups;
    intervalNanos = interval.toNanos();
    worker = new DiskWorker(disk, writer, events);
    thread = Thread.ofPlatform().daemon().name("journal-" + writer.server()).unstarted(this::run);
  }

  /** Begins to work on the orders. */
  public void start() {
    thread.start();
  }

  @Override
  public void submit(DiskOrder order) {
    orders.add(Optional.of(order));
  }

  /**
   * Does what was submitted, syncs and ends; waits for that, but not for ever.
   *
   * @return whether it has ended
   */
  public boolean close() {
    orders.add(Optional.empty());
    try {
      return thread.join(LAST_WORK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    var group = new ArrayList<Optional<DiskOrder>>();
    while (!closed) {
      take(group);
      for (Optional<DiskOrder> order : group) {
        order.ifPresentOrElse(this::execute, () -> closed = true);
      }
      if (closed || syncGroups || isSyncDue()) {
        worker.sync();
      }
      group.clear();
    }
    worker.close();
  }

  private void execute(DiskOrder order) {
    boolean neededSync = worker.needsSync();
    worker.execute(order);
    if (!neededSync && worker.needsSync()) {
      syncDueNanos = System.nanoTime() + intervalNanos;
    }
  }

  private boolean isSyncDue() {
    return worker.needsSync() && System.nanoTime() - syncDueNanos >= 0;
  }

  /** Waits for orders, or until the sync is due. */
  private void take(List<Optional<DiskOrder>> group) {
    boolean interrupted = false;
    while (group.isEmpty() && !isSyncDue()) {
      try {
        // poll and take answer with null, which the group does not have.
        Optional<DiskOrder> first =
            worker.needsSync()
                ? orders.poll(syncDueNanos - System.nanoTime(), NANOSECONDS)
                : orders.take();
        if (first != null) {
          group.add(first);
        }
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    orders.drainTo(group);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
