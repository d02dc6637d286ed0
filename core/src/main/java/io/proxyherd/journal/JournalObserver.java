package io.proxyherd.journal;

/** Who wants to know how the journal is. Called on the node's thread; must not block. */
public interface JournalObserver {
  /** Nothing can be written; the server is read-only until the journal has recovered. */
  default void journalFailed(String reason) {}

  /** Everything is written again. */
  default void journalRecovered() {}

  /** The journal is lost, and the server must stop. */
  default void journalLost(String reason) {}
}
