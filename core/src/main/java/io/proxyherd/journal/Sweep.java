package io.proxyherd.journal;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Store;

/**
 * A checkpoint under construction: goes over the store in steps, each one frame, so that nobody
 * waits for it. What changes behind it stands in the segment that was begun with it. Not
 * thread-safe: owned by its journal.
 */
final class Sweep {
  private final Store store;
  private final Appender appender;
  private final FrameBuilder frame;
  private Coverage coverage = new Coverage();
  private boolean running;
  private long lsn;
  private long part;
  private int slot;
  private int end;

  Sweep(Store store, Appender appender, long incarnation) {
    this.store = store;
    this.appender = appender;
    frame = new FrameBuilder(incarnation);
  }

  /**
   * Begins anew.
   *
   * @param firstLsn the number of the first frame that it does not make superfluous
   * @param covered what the store covers now
   */
  void begin(long firstLsn, Coverage covered) {
    running = true;
    lsn = firstLsn;
    coverage = covered;
    part = 0;
    slot = 0;
    end = store.slots();
    next();
  }

  /** Goes on: what was swept before is written. */
  void next() {
    if (!running) {
      return;
    }
    for (; slot < end && !frame.isFull(); slot++) {
      if (store.isTaken(slot)) {
        frame.remote(store.at(slot));
      }
    }
    part++;
    if (slot < end) {
      appender.submit(new DiskOrder.CheckpointPart(lsn, frame.finish(part)));
    } else {
      frame.checkpointEnd(coverage);
      running = false;
      appender.submit(new DiskOrder.CheckpointEnd(lsn, frame.finish(part)));
    }
  }

  void stop() {
    running = false;
    frame.clear();
  }
}
