package io.proxyherd.sim;

import io.proxyherd.journal.Appender;
import io.proxyherd.journal.DiskEvents;
import io.proxyherd.journal.DiskOrder;
import io.proxyherd.journal.DiskWorker;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.store.Origin;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What does one life's journal orders on its disk. Its hands are where a server has the threads of
 * its journal: one writes, one syncs, one makes checkpoints, each at its own pace; and now and then
 * the node writes itself.
 */
final class DiskArm implements Appender, DiskEvents {
  static final long LONGEST_DELAY_NANOS = 4_000_000;
  private static final long SLOW_NANOS = 200_000_000;

  /** How many operations of what is to be done a kill may still let through: a checkpoint's. */
  private static final int LAST_OPERATIONS = 16;

  private static final long LONGEST_AGONY_NANOS = 1_000_000_000;

  private final Life life;
  private final SimDisk disk;
  private final Rules rules;
  private final SplittableRandom random;
  private final Supplier<Runnable> syncing;
  private final DiskWorker worker;
  private final Hand<DiskOrder.OfSegment> writer;
  private final Hand<DiskOrder.OfCheckpoint> checkpoints;
  private final SyncHand syncs;
  private final Voice own;
  // Whose work is being done.
  private Voice voice;
  private Optional<Death> death = Optional.empty();
  private boolean waitsForCheckpoint;
  private boolean dies;
  private boolean dead;

  /**
   * @param syncing called when a sync begins; what that answers, when all that was written before
   *     is on the medium, before the node knows
   */
  DiskArm(
      Life life,
      SimDisk disk,
      Origin server,
      Rules rules,
      SplittableRandom random,
      Supplier<Runnable> syncing) {
    this.life = life;
    this.disk = disk;
    this.rules = rules;
    this.random = random;
    this.syncing = syncing;
    worker = new DiskWorker(disk, server, this);
    writer = new Hand<>(this, voice(), this::write);
    checkpoints = new Hand<>(this, voice(), worker.checkpoints()::execute);
    syncs = new SyncHand(this, voice(), worker.syncer());
    own = voice();
    voice = own;
  }

  @Override
  public void submit(DiskOrder order) {
    if (death.isPresent()
        && !dies
        && (!waitsForCheckpoint || !(order instanceof DiskOrder.Append))) {
      beginAgony(death.get());
    }
    switch (order) {
      case DiskOrder.OfSegment ofSegment -> writer.submit(ofSegment);
      case DiskOrder.OfCheckpoint ofCheckpoint -> checkpoints.submit(ofCheckpoint);
      case DiskOrder.Sync _ -> syncs.ask();
    }
  }

  @Override
  public boolean writeNow(DiskOrder.Append append) {
    if (dead
        || !writer.isIdle()
        || syncs.isSyncing()
        || life.machine().diskStalledNanos() > 0
        || random.nextInt(4) == 0) {
      return false;
    }
    if (death.isPresent() && !dies && !waitsForCheckpoint && random.nextBoolean()) {
      dieWriting(append, death.get());
      return false;
    }
    voice = own;
    boolean written = worker.segments().write(append);
    own.tell();
    if (written) {
      life.machine().seen(Sight.WRITTEN_NOW);
      syncs.onWritten();
    }
    return written;
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
    syncs.hang(false);
  }

  /** Until the end the disk hangs, or at least its syncs do, and the node goes on. */
  private void beginAgony(Death how) {
    dies = true;
    boolean syncsHang = random.nextBoolean();
    syncs.hang(syncsHang);
    long nanos = random.nextLong(LONGEST_AGONY_NANOS);
    if (!syncsHang) {
      life.machine().stallDisk(nanos + LONGEST_DELAY_NANOS);
    }
    life.after(
        nanos,
        () -> {
          if (dies) {
            life.machine().die(how);
          }
        });
  }

  /** The process ends in the middle of a write of the node's own thread. */
  private void dieWriting(DiskOrder.Append append, Death how) {
    dead = true;
    disk.stopAfter(0);
    try {
      var _ = worker.segments().write(append);
    } catch (SimDisk.Stopped _) {
      life.machine().seen(Sight.TORN_NOW);
    }
    life.after(0, () -> life.machine().die(how));
  }

  /** The process is killed: what waits is not done, and what is being done only in part. */
  void stop() {
    if (dead) {
      return;
    }
    disk.stopAfter(random.nextInt(LAST_OPERATIONS));
    try {
      if (dies || random.nextBoolean()) {
        workAll();
      }
    } catch (SimDisk.Stopped _) {
      // As intended.
    }
    dead = true;
  }

  /** The process ends in order. */
  void close() {
    if (!dead) {
      workAll();
      worker.sync();
      worker.close();
      dead = true;
    }
  }

  private void workAll() {
    while (!writer.isIdle() || !checkpoints.isIdle()) {
      Hand<?> next = random.nextBoolean() ? writer : checkpoints;
      next.workOnce();
      if (random.nextInt(8) == 0) {
        worker.sync();
      }
    }
  }

  private void write(DiskOrder.OfSegment order) {
    worker.segments().execute(order);
    if (syncs.isSyncing()) {
      life.machine().seen(Sight.WRITTEN_IN_SYNC);
    }
    syncs.onWritten();
  }

  Life life() {
    return life;
  }

  boolean isDead() {
    return dead;
  }

  /** A moment from now, or once the disk does something again. */
  long shortDelayNanos() {
    return life.machine().diskStalledNanos() + random.nextLong(LONGEST_DELAY_NANOS);
  }

  /** Mostly quick, now and then not: who relies too early on what is done shall be found out. */
  long delayNanos() {
    long most = random.nextInt(16) == 0 ? SLOW_NANOS : LONGEST_DELAY_NANOS;
    return life.machine().diskStalledNanos() + random.nextLong(most);
  }

  /** How long what is written waits until it is synced. */
  long syncDelayNanos() {
    return rules.durability() == Durability.ASYNC
        ? rules.syncIntervalNanos() - LONGEST_DELAY_NANOS
        : shortDelayNanos();
  }

  /** What is known to be on the medium once a sync ends that begins now. */
  Runnable beginSync() {
    return syncing.get();
  }

  /** Whoever has that voice is at work from now on. */
  void speak(Voice speaker) {
    voice = speaker;
  }

  private Voice voice() {
    return new Voice(life, random.nextLong(LONGEST_DELAY_NANOS));
  }

  private void say(Consumer<JournalWriter> news) {
    voice.add(news);
  }

  @Override
  public void onWritten(long lsn) {
    say(journal -> journal.onWritten(lsn));
  }

  @Override
  public void onSynced(long lsn) {
    if (disk.hasFailedToSync()) {
      throw new Broken(life.machine().name() + " relies on a disk that has failed to sync");
    }
    syncs.ending().orElseGet(syncing).run();
    say(journal -> journal.onSynced(lsn));
  }

  @Override
  public void onRolled(long lsn) {
    say(journal -> journal.onRolled(lsn));
  }

  @Override
  public void onCheckpointPart() {
    say(JournalWriter::onCheckpointPart);
  }

  @Override
  public void onCheckpointEnd(long lsn, long bytes) {
    life.machine().seen(Sight.CHECKPOINT);
    say(journal -> journal.onCheckpointEnd(lsn, bytes));
  }

  @Override
  public void onFailed(String reason) {
    say(journal -> journal.onFailed(reason));
  }

  @Override
  public void onLost(String reason) {
    say(journal -> journal.onLost(reason));
  }
}
