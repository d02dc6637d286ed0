package io.proxyherd.node;

import io.proxyherd.command.LineBuilder;
import io.proxyherd.journal.Waiter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Replies of one session, to commands that were read together, that wait for one number of the
 * journal. Once the journal has called, it goes back to its pool.
 */
final class HeldBatch implements Waiter {
  /** Batches to be used again, for all sessions of a node. Not thread-safe: owned by the node. */
  static final class Pool {
    private static final int MOST_BYTES = 4 << 20;

    private final ArrayDeque<HeldBatch> batches = new ArrayDeque<>();
    private int bytes;

    /** An empty batch, for such replies of that session. */
    HeldBatch take(HeldReplies owner, long lsn, long readNanos) {
      HeldBatch batch = batches.poll();
      if (batch == null) {
        batch = new HeldBatch(this);
      } else {
        bytes -= batch.array().length;
      }
      batch.owner = owner;
      batch.lsn = lsn;
      batch.readNanos = readNanos;
      batch.iamats = 0;
      batch.whatsats = 0;
      batch.invalid = 0;
      return batch;
    }

    private void put(HeldBatch batch) {
      batch.owner = null;
      var _ = batch.replies.clear();
      if (bytes + batch.array().length <= MOST_BYTES) {
        bytes += batch.array().length;
        batches.push(batch);
      }
    }
  }

  private final Pool pool;
  private final LineBuilder replies = new LineBuilder();
  private @Nullable HeldReplies owner;
  private long lsn;
  private long readNanos;
  private int iamats;
  private int whatsats;
  private int invalid;

  private HeldBatch(Pool pool) {
    this.pool = pool;
  }

  /** Whether a reply that waits for that number, to a command read then, can be added. */
  boolean takes(long number, long read) {
    return lsn == number && readNanos == read;
  }

  /** Adds a reply, {@code [0, replyLength)}, to such a command. */
  void add(byte[] reply, int replyLength, CommandKind kind) {
    var _ = replies.append(reply, 0, replyLength);
    switch (kind) {
      case IAMAT -> iamats++;
      case WHATSAT -> whatsats++;
      case INVALID -> invalid++;
    }
  }

  /** The replies go out at the end of the turn. */
  void time(ReplyTimes times) {
    times.add(CommandKind.IAMAT, readNanos, iamats);
    times.add(CommandKind.WHATSAT, readNanos, whatsats);
    times.add(CommandKind.INVALID, readNanos, invalid);
  }

  /** The replies are {@code [0, length)} of it. */
  byte[] array() {
    return replies.array();
  }

  int length() {
    return replies.length();
  }

  @Override
  public long lsn() {
    return lsn;
  }

  @Override
  public void kept() {
    if (owner != null) {
      owner.kept(this);
    }
    pool.put(this);
  }

  @Override
  public void failed() {
    if (owner != null) {
      owner.breakOff();
    }
    pool.put(this);
  }
}
