package io.proxyherd.journal;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Ledger;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.time.Timers;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Locale;

/**
 * A server's journal: what each batch changed becomes a frame, and who must not speak of a change
 * before it is kept waits here.
 *
 * <p>When the disk fails, frames are lost and their numbers with them, so that a recovery notices
 * the gap. Then the server is read-only until a checkpoint, tried again and again, holds everything
 * there is. Not thread-safe: owned by its node.
 */
public final class JournalWriter implements Ledger, DiskEvents {
  private enum State {
    WRITING,
    FAILED,
    REFILLING,
    LOST
  }

  /** How far a checkpoint is. */
  private enum Checkpoint {
    NONE,
    /** Most of the segment is synced before the next one begins, which waits for the rest. */
    SYNCING,
    ROLLING,
    SWEEPING
  }

  /** What may wait for the disk, bytes; more is a disk that is as good as full. */
  static final long MOST_BYTES_WAITING = 256L << 20;

  private static final long FIRST_RETRY_NANOS = 1_000_000_000;
  private static final long LONGEST_RETRY_NANOS = 60_000_000_000L;

  private final JournalRules rules;
  private final Coverage coverage;
  private final Timers timers;
  private final Appender appender;
  private final JournalObserver observer;
  private final FrameBuilder frame;
  private final Sweep sweep;
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> unwritten = new ArrayDeque<>();
  private final Coverage journalled;
  private State state = State.WRITING;
  private Checkpoint checkpoint = Checkpoint.NONE;
  private boolean covered;
  private long sealedLsn;
  private long writtenNowLsn;
  private long writtenLsn;
  private long keptLsn;
  private long bytesWaiting;
  // Of the segments that no checkpoint makes superfluous yet, and of those once this one does.
  private long logBytes;
  private long logBytesBefore;
  private long liveBytes;
  private long checkpointLsn;
  private long retryNanos = FIRST_RETRY_NANOS;
  private long failures;
  private long frames;
  private long checkpoints;

  /**
   * Goes on where the recovered journal ends.
   *
   * @param store what checkpoints are made of; all that was recovered is in it
   * @param coverage of the server, as it will grow
   */
  public JournalWriter(
      JournalRules rules,
      Origin writer,
      Recovered recovered,
      Store store,
      Coverage coverage,
      Timers timers,
      Appender appender,
      JournalObserver observer) {
    this.rules = rules;
    this.coverage = coverage;
    this.timers = timers;
    this.appender = appender;
    this.observer = observer;
    frame = new FrameBuilder(writer.incarnation());
    sweep = new Sweep(store, appender, writer.incarnation());
    journalled = recovered.coverage().copy();
    liveBytes = recovered.checkpointBytes();
    logBytes = recovered.bytes() - liveBytes;
    setLastLsn(recovered.lastLsn());
    if (recovered.damage().isPresent()) {
      // A gap: were this checkpoint not completed, the next recovery must see the damage, too.
      setLastLsn(recovered.lastLsn() + 1);
      beginCheckpoint(false);
    } else {
      appender.submit(new DiskOrder.Roll(sealedLsn + 1, false));
    }
  }

  /** Whether nothing can be kept, so that nothing may be acknowledged. */
  public boolean isReadOnly() {
    return state != State.WRITING;
  }

  /** How often the disk has failed. */
  public long failures() {
    return failures;
  }

  /** How many frames were made since the start. */
  public long frames() {
    return frames;
  }

  /** How many checkpoints were completed since the start. */
  public long checkpoints() {
    return checkpoints;
  }

  /** What waits for the disk, bytes. */
  public long bytesWaiting() {
    return bytesWaiting;
  }

  /** {@code writing}, {@code failed}, {@code refilling} or {@code lost}. */
  public String state() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** How long the journal is, bytes. */
  public long bytes() {
    return logBytes + liveBytes;
  }

  /** The number under which all changes so far are, or will be, journalled. */
  public long lsn() {
    return frame.isEmpty() ? sealedLsn : sealedLsn + 1;
  }

  /** Whether all changes up to that number are kept. */
  public boolean isKept(long lsn) {
    return lsn <= keptLsn;
  }

  /** Tells the waiter when the changes up to its number, no less than any before, are kept. */
  public void await(Waiter waiter) {
    waiting.add(waiter);
  }

  @Override
  public void accepted(Report report) {
    if (isKeeping()) {
      frame.local(report);
      sealIfFull();
    }
  }

  @Override
  public void learned(Report report) {
    if (isKeeping()) {
      frame.remote(report);
      sealIfFull();
    }
  }

  @Override
  public void covered() {
    covered = true;
  }

  /** Leaves a gap, so that a recovery claims nothing of what is covered. */
  @Override
  public void distrust() {
    if (isKeeping()) {
      giveUp();
      frame.cover(new Coverage());
      seal();
    }
    state = State.LOST;
  }

  @Override
  public void endOfBatch() {
    if (!isKeeping()) {
      return;
    }
    if (covered) {
      covered = false;
      Coverage more = coverage.beyond(journalled);
      if (!more.isEmpty()) {
        frame.cover(more);
        journalled.raise(more);
      }
    }
    seal();
    onWritten(writtenNowLsn);
    if (bytesWaiting > MOST_BYTES_WAITING) {
      onFailed("too slow: " + (bytesWaiting >> 20) + " MiB wait to be written");
    } else if (state == State.WRITING && checkpoint == Checkpoint.NONE && logBytes > longestLog()) {
      checkpoint = Checkpoint.SYNCING;
      appender.submit(new DiskOrder.Sync());
    }
  }

  @Override
  public void onWritten(long lsn) {
    if (lsn <= writtenLsn || lsn > sealedLsn) {
      return;
    }
    for (; writtenLsn < lsn && !unwritten.isEmpty(); writtenLsn++) {
      ByteBuffer written = unwritten.remove();
      bytesWaiting -= written.limit();
      frame.reuse(written);
    }
    writtenLsn = lsn;
    if (!rules.waitForSync()) {
      keep(lsn);
    }
  }

  @Override
  public void onSynced(long lsn) {
    keep(lsn);
    if (checkpoint == Checkpoint.SYNCING) {
      beginCheckpoint(false);
    }
  }

  @Override
  public void onRolled(long lsn) {
    if (checkpoint == Checkpoint.ROLLING && lsn == checkpointLsn) {
      checkpoint = Checkpoint.SWEEPING;
      sweep.begin(checkpointLsn, coverage.copy());
    }
  }

  @Override
  public void onCheckpointPart() {
    if (checkpoint == Checkpoint.SWEEPING) {
      sweep.next();
    }
  }

  @Override
  public void onCheckpointEnd(long lsn, long bytes) {
    if (checkpoint != Checkpoint.SWEEPING || lsn != checkpointLsn) {
      return;
    }
    checkpoint = Checkpoint.NONE;
    checkpoints++;
    logBytes -= logBytesBefore;
    liveBytes = bytes;
    if (state == State.REFILLING) {
      state = State.WRITING;
      retryNanos = FIRST_RETRY_NANOS;
      observer.journalRecovered();
    }
  }

  @Override
  public void onFailed(String reason) {
    if (!isKeeping()) {
      return;
    }
    failures++;
    state = State.FAILED;
    observer.journalFailed(reason);
    timers.after(retryNanos, this::retry);
    retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY_NANOS);
    giveUp();
  }

  @Override
  public void onLost(String reason) {
    if (state != State.LOST) {
      state = State.LOST;
      observer.journalLost(reason);
      giveUp();
    }
  }

  private boolean isKeeping() {
    return state == State.WRITING || state == State.REFILLING;
  }

  private void sealIfFull() {
    if (frame.isFull()) {
      seal();
    }
  }

  private void seal() {
    if (frame.isEmpty()) {
      return;
    }
    var finished = frame.finish(++sealedLsn);
    frames++;
    int length = finished.remaining();
    logBytes += length;
    bytesWaiting += length;
    unwritten.add(finished);
    var append = new DiskOrder.Append(sealedLsn, finished);
    if (appender.writeNow(append)) {
      // Told at the batch's end: who waits must not be called in the middle of a command.
      writtenNowLsn = sealedLsn;
    } else {
      appender.submit(append);
    }
  }

  private void keep(long lsn) {
    keptLsn = Math.max(keptLsn, lsn);
    while (!waiting.isEmpty() && waiting.peek().lsn() <= lsn) {
      waiting.remove().kept();
    }
  }

  private long longestLog() {
    return Math.max(rules.leastCheckpointBytes(), 2 * liveBytes);
  }

  private void beginCheckpoint(boolean restart) {
    logBytesBefore = logBytes;
    checkpoint = Checkpoint.ROLLING;
    checkpointLsn = sealedLsn + 1;
    appender.submit(new DiskOrder.Roll(checkpointLsn, restart));
  }

  /** What waits is lost, and its numbers with it. */
  private void giveUp() {
    checkpoint = Checkpoint.NONE;
    sweep.stop();
    frame.clear();
    covered = false;
    setLastLsn(sealedLsn + 1);
    unwritten.clear();
    bytesWaiting = 0;
    while (!waiting.isEmpty()) {
      waiting.remove().failed();
    }
  }

  private void setLastLsn(long lsn) {
    sealedLsn = lsn;
    writtenLsn = lsn;
    keptLsn = lsn;
  }

  private void retry() {
    if (state == State.FAILED) {
      state = State.REFILLING;
      journalled.raise(coverage);
      beginCheckpoint(true);
    }
  }
}
