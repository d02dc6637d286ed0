package io.proxyherd.store;

/** Who writes down what a server learns. Called on the node's thread; must not block. */
public interface Ledger {
  /** Keeps nothing. */
  Ledger NONE = new Ledger() {};

  /** A client's report was accepted here, and is the newest. */
  default void accepted(Report report) {}

  /** A report came from a peer, and is the newest. */
  default void learned(Report report) {}

  /** A peer's word made this server's coverage grow; what it covers was learned before. */
  default void covered() {}

  /** What was written down may be wrong: nothing more is, and the next life must not rely on it. */
  default void distrust() {}

  /** The input that was there has been taken. */
  default void endOfBatch() {}
}
