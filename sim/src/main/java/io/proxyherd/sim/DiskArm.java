package io.proxyherd.sim;

import io.proxyherd.journal.Appender;
import io.proxyherd.journal.DiskEvents;
import io.proxyherd.journal.DiskOrder;
import io.proxyherd.journal.DiskWorker;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.store.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What does one life's journal orders on its disk: group by group, each a little later, and tells
 * the node later still. Its seat is where a server has the thread that writes its journal.
 */
final class DiskArm implements Appender, DiskEvents {
  private static final long LONGEST_DELAY_NANOS = 4_000_000;
  private static final long SLOW_SYNC_NANOS = 200_000_000;

  /** How many operations of what is to be done a kill may still let through: a checkpoint's. */
  private static final int LAST_OPERATIONS = 16;

  private static final long LONGEST_AGONY_NANOS = 1_000_000_000;

  private final Life life;
  private final SimDisk disk;
  private final Rules rules;
  private final SplittableRandom random;
  private final Runnable onSynced;
  private final DiskWorker worker;
  private final ArrayDeque<DiskOrder> orders = new ArrayDeque<>();
  private final List<Consumer<JournalWriter>> news = new ArrayList<>();
  private Optional<Death> death = Optional.empty();
  private boolean waitsForCheckpoint;
  private boolean dies;
  private boolean syncHangs;
  private boolean workIsDue;
  private boolean syncIsDue;

  /**
   * @param onSynced called when all that was written is on the medium, before the node knows
   */
  DiskArm(
      Life life,
      SimDisk disk,
      Origin writer,
      Rules rules,
      SplittableRandom random,
      Runnable onSynced) {
    this.life = life;
    this.disk = disk;
    this.rules = rules;
    this.random = random;
    this.onSynced = onSynced;
    worker = new DiskWorker(disk, writer, this);
  }

  @Override
  public void submit(DiskOrder order) {
    orders.add(order);
    if (death.isPresent()
        && !dies
        && (!waitsForCheckpoint || !(order instanceof DiskOrder.Append))) {
      beginAgony();
    }
    workSoon();
  }

  /**
   * The process is to end soon after the disk is asked for something, or for a checkpoint.
   *
   * @param how if at all
   */
  void dieAtWork(Optional<Death> how) {
    death = how;
    waitsForCheckpoint = random.nextBoolean();
    dies = false;
    syncHangs = false;
  }

  /** Until the end the disk hangs, or at least its syncs do, and the node goes on. */
  private void beginAgony() {
    dies = true;
    syncHangs = random.nextBoolean();
    long nanos = random.nextLong(LONGEST_AGONY_NANOS);
    if (!syncHangs) {
      life.machine().stallDisk(nanos + LONGEST_DELAY_NANOS);
    }
    life.after(nanos, () -> death.ifPresent(life.machine()::die));
  }

  /** The process is killed: what waits is not done, and what is being done only in part. */
  void stop() {
    disk.stopAfter(random.nextInt(LAST_OPERATIONS));
    try {
      if (dies || random.nextBoolean()) {
        workAll();
      }
    } catch (SimDisk.Stopped _) {
      // As intended.
    }
  }

  /** The process ends in order. */
  void close() {
    workAll();
    worker.sync();
    worker.close();
  }

  private void workSoon() {
    if (!workIsDue) {
      workIsDue = true;
      long stalledNanos = life.machine().diskStalledNanos();
      life.after(stalledNanos + random.nextLong(LONGEST_DELAY_NANOS), this::work);
    }
  }

  private void work() {
    workIsDue = false;
    workAll();
    tell();
    if (worker.needsSync() && !syncIsDue && !syncHangs) {
      syncIsDue = true;
      life.after(syncDelayNanos(), this::sync);
    }
  }

  private long syncDelayNanos() {
    if (rules.durability() == Durability.ASYNC) {
      return rules.syncIntervalNanos() - LONGEST_DELAY_NANOS;
    }
    // Mostly quick, now and then not: who acknowledges too early shall be found out.
    long most = random.nextInt(16) == 0 ? SLOW_SYNC_NANOS : LONGEST_DELAY_NANOS;
    return life.machine().diskStalledNanos() + random.nextLong(most);
  }

  private void sync() {
    syncIsDue = false;
    if (!syncHangs) {
      worker.sync();
      tell();
    }
  }

  private void workAll() {
    while (!orders.isEmpty()) {
      worker.execute(orders.remove());
    }
  }

  /** Brings what the disk's side says to the node's, in order. */
  private void tell() {
    if (!news.isEmpty()) {
      List<Consumer<JournalWriter>> told = List.copyOf(news);
      news.clear();
      // The same delay for all: what is said first must arrive first.
      life.after(LONGEST_DELAY_NANOS / 4, () -> told.forEach(life::tellJournal));
    }
  }

  @Override
  public void onWritten(long lsn) {
    news.add(journal -> journal.onWritten(lsn));
  }

  @Override
  public void onSynced(long lsn) {
    if (disk.hasFailedToSync()) {
      throw new Broken(life.machine().name() + " relies on a disk that has failed to sync");
    }
    onSynced.run();
    news.add(journal -> journal.onSynced(lsn));
  }

  @Override
  public void onCheckpointPart() {
    news.add(JournalWriter::onCheckpointPart);
  }

  @Override
  public void onCheckpointEnd(long lsn, long bytes) {
    life.machine().seen(Sight.CHECKPOINT);
    news.add(journal -> journal.onCheckpointEnd(lsn, bytes));
  }

  @Override
  public void onFailed(String reason) {
    news.add(journal -> journal.onFailed(reason));
  }

  @Override
  public void onLost(String reason) {
    news.add(journal -> journal.onLost(reason));
  }
}
