package io.proxyherd.disk;

import io.proxyherd.journal.Syncer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread that syncs a journal's segments while others write them: what was written first since
 * the last sync waits one interval at most. It is never interrupted.
 */
final class SyncThread {
  private final Syncer syncer;
  private final long intervalNanos;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean written;
  private volatile boolean syncing;
  private boolean asked;
  private boolean ended;

  /**
   * @param interval how long what is written may wait; zero is not at all
   */
  SyncThread(String name, Syncer syncer, Duration interval) {
    this.syncer = syncer;
    intervalNanos = interval.toNanos();
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Something was written. */
  void onWritten() {
    if (!written) {
      tell(() -> written = true);
    }
  }

  /** It is not to wait any longer, even if there seems to be nothing to sync. */
  void sync() {
    tell(() -> asked = true);
  }

  /** Whether it is at it: then a write may have to wait. */
  boolean isSyncing() {
    return syncing;
  }

  /** It is to sync what is written, and to end. */
  void end() {
    tell(() -> ended = true);
  }

  /** Waits for its end, or that time; whether it has ended. */
  boolean join(long deadlineNanos) {
    return OrderThread.join(thread, deadlineNanos);
  }

  private void tell(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitWork()) {
      syncing = true;
      syncer.begin();
      syncer.sync();
      syncer.end();
      syncing = false;
    }
  }

  /**
   * Waits until it is time to sync.
   *
   * @return whether it is; otherwise this is the end
   */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (!written && !asked && !ended) {
        changed.awaitUninterruptibly();
      }
      if (!written && !asked) {
        return false;
      }
      awaitInterval();
      // First: what is written from here on may come too late for this sync.
      written = false;
      asked = false;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void awaitInterval() {
    long left = intervalNanos;
    while (left > 0 && !asked && !ended) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException _) {
        // Nobody means that: it would close the file at the next sync.
      }
    }
  }
}
