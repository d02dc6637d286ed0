package io.proxyherd.legacy;

import io.proxyherd.store.Report;

/** Who wants to know how it goes with the legacy peers. Called on the node's thread. */
public interface LegacyObserver {
  /** A peer was sent a report. */
  default void legacySent(String peer, Report report) {}

  /** A peer that was not, or not yet, is reached. */
  default void legacyReached(String peer) {}

  /** A peer can't be reached; said at each try. */
  default void legacyLost(String peer, String reason) {}

  /**
   * An AT line {@code [from, to)} came from a peer's address that is of no dialect spoken there.
   * The array is valid during the call only.
   *
   * @param times how many such lines there were so far, this one included
   */
  default void legacyRejected(String peer, byte[] line, int from, int to, long times) {}
}
