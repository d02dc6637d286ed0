package io.proxyherd.link;

/**
 * Who is told of every change beside the peers: a neighbour that is no server of the herd. Called
 * on the node's thread.
 */
public interface Follower {
  /** The report in that slot of the store is new. */
  void owe(int slot);

  /** The slot is about to be given up: its client's report, or tombstone, has expired. */
  default void givenUp(int slot) {}

  /** Sends what is owed as far as that is possible. */
  void flush();
}
