package io.proxyherd.link;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is owed that wants to be fed: first a sweep of the store for what it lacks, at the
 * same time every change, and behind them now and then a mark, the coverage that it has when it has
 * taken what was owed before the mark. Who never marks gets reports only. Not thread-safe: owned by
 * its link.
 */
public final class Feed {
  /** How many slots are looked at for each frame that is sent, so that none waits for the sweep. */
  private static final int SWEEP_STEP = 2000;

  private final Store store;
  private final DirtyRing owed = new DirtyRing();
  private boolean wanted;
  // What is new after the sweep began is owed without it.
  private int nextToSweep;
  private int endOfSweep;
  // What the peer has: what it said, and what it was told since.
  private Coverage covered = new Coverage();
  private @Nullable Coverage mark;
  private int owedBeforeMark;
  // The same in another way: how many slots must have been taken out in all before the mark goes.
  private long polledBeforeMark;

  /** Of what is in the store. */
  public Feed(Store store) {
    this.store = store;
  }

  /** The peer wants to be fed, and has what this covers. */
  public void begin(Coverage has) {
    wanted = true;
    owed.clear();
    mark = null;
    nextToSweep = 0;
    endOfSweep = store.slots();
    covered = has.copy();
  }

  /** The peer wants it no longer. */
  public void end() {
    wanted = false;
    owed.clear();
    mark = null;
  }

  boolean isWanted() {
    return wanted;
  }

  /** The report in that slot is new. */
  public void owe(int slot) {
    if (wanted) {
      owed.add(slot);
    }
  }

  /** How many reports are owed for sure; the sweep may find more. */
  public int size() {
    return owed.size();
  }

  /** Whether there may be more than is owed for sure. */
  public boolean isSweeping() {
    return wanted && nextToSweep < endOfSweep;
  }

  /** Looks for something owed, by sweeping if need be. */
  public boolean hasReports() {
    do {
      sweep();
    } while (owed.isEmpty() && isSweeping());
    return !owed.isEmpty();
  }

  /** The slot of the next report; there is one. */
  int peek() {
    return owed.peek();
  }

  /** Takes the next report's slot out: it is sent now. */
  public int poll() {
    if (owedBeforeMark > 0) {
      owedBeforeMark--;
    }
    return owed.poll();
  }

  /**
   * Puts a mark behind what is owed now.
   *
   * @param coverage of this server, now
   * @return whether that is possible: not while it sweeps, and not behind another mark
   */
  boolean mark(Coverage coverage) {
    if (!wanted || isSweeping() || mark != null) {
      return false;
    }
    Coverage more = coverage.beyond(covered);
    if (!more.isEmpty()) {
      mark = more;
      owedBeforeMark = owed.size();
      polledBeforeMark = owed.added();
    }
    return true;
  }

  /** Whether all that was owed before the mark is sent. */
  boolean isMarkDue() {
    return mark != null && owedBeforeMark == 0;
  }

  /** Whether what was owed before the mark was taken out, as the ring counts. */
  boolean isMarkInOrder() {
    return owed.polled() >= polledBeforeMark;
  }

  /** Whether the report in that slot is owed. */
  boolean owes(int slot) {
    return owed.contains(slot);
  }

  /** Takes the mark out: what the peer has now, beyond what it had. */
  Coverage takeMark() {
    Coverage due = mark == null ? new Coverage() : mark;
    covered.raise(due);
    mark = null;
    return due;
  }

  private void sweep() {
    int end = Math.min(endOfSweep, nextToSweep + SWEEP_STEP);
    while (wanted && nextToSweep < end) {
      if (store.isTaken(nextToSweep) && !isCovered(store.at(nextToSweep))) {
        owed.add(nextToSweep);
      }
      nextToSweep++;
    }
  }

  private boolean isCovered(Report report) {
    return covered.covers(report.origin(), report.seq());
  }
}
