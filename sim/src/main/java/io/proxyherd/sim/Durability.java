package io.proxyherd.sim;

/** What the servers of a simulated herd keep. */
public enum Durability {
  /** Nothing. */
  MEMORY,
  /** A journal; what is acknowledged is written, and synced within an interval. */
  ASYNC,
  /** A journal; what is acknowledged is synced. */
  SYNC
}
