package io.proxyherd.node;

import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Waiter;
import java.util.ArrayDeque;

/**
 * A client's connection on which no reply goes out before what it may speak of is journalled. The
 * replies of one batch share a buffer. If the journal fails, nobody knows what was kept: the client
 * is disconnected without an answer. Not thread-safe: owned by its session.
 */
final class HeldReplies {
  /** From so many bytes on the client is read from no more. */
  private static final int MANY_BYTES = 64 * 1024;

  private final ClientConnection connection;
  private final JournalWriter journal;
  private final HeldBatch.Pool pool;
  private final ReplyTimes times;
  private final Runnable onFailure;
  private final ArrayDeque<HeldBatch> held = new ArrayDeque<>();
  private int heldBytes;
  private boolean closing;
  private boolean gone;
  private long promisedLsn = -1;

  /**
   * @param pool of batches, all of the same journal
   * @param times takes how long replies took
   * @param onFailure done when the client is disconnected
   */
  HeldReplies(
      ClientConnection connection,
      JournalWriter journal,
      HeldBatch.Pool pool,
      ReplyTimes times,
      Runnable onFailure) {
    this.connection = connection;
    this.journal = journal;
    this.pool = pool;
    this.times = times;
    this.onFailure = onFailure;
  }

  /** Sends the reply {@code [0, length)} to such a command as soon as it may go. */
  void send(byte[] bytes, int length, CommandKind kind, long readNanos) {
    long lsn = journal.lsn();
    if (held.isEmpty() && journal.isKept(lsn)) {
      connection.send(bytes, length);
      times.add(kind, readNanos, 1);
      return;
    }
    if (held.isEmpty() || !held.getLast().takes(lsn, readNanos)) {
      HeldBatch batch = pool.take(this, lsn, readNanos);
      held.add(batch);
      journal.await(batch);
    }
    held.getLast().add(bytes, length, kind);
    heldBytes += length;
  }

  /** Closes the connection once all is sent. */
  void close() {
    closing = true;
    closeWhenSent();
  }

  /** The first batch can go; unless the connection is gone, it is this one. */
  void kept(HeldBatch batch) {
    if (!gone) {
      var _ = held.remove();
      heldBytes -= batch.length();
      connection.send(batch.array(), batch.length());
      batch.time(times);
      if (closing) {
        closeWhenSent();
      }
    }
  }

  /** A reply to what was changed so far will be sent later: if it can't be kept, it must not be. */
  void promise() {
    long lsn = journal.lsn();
    if (journal.isKept(lsn) || promisedLsn == lsn) {
      return;
    }
    promisedLsn = lsn;
    journal.await(
        new Waiter() {
          @Override
          public long lsn() {
            return lsn;
          }

          @Override
          public void kept() {}

          @Override
          public void failed() {
            breakOff();
          }
        });
  }

  /** Whether so many wait that the client should wait, too. */
  boolean areMany() {
    return heldBytes >= MANY_BYTES;
  }

  /** The connection is gone: nothing more is sent. */
  void forget() {
    gone = true;
    held.clear();
    heldBytes = 0;
  }

  /** The journal has failed: what waits, or is promised, must not be said. */
  void breakOff() {
    if (!gone) {
      forget();
      connection.close();
      onFailure.run();
    }
  }

  private void closeWhenSent() {
    if (held.isEmpty()) {
      connection.close();
    }
  }
}
