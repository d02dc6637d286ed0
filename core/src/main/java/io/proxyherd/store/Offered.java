package io.proxyherd.store;

/** What became of a report that a {@link ReportStore} was offered. */
public sealed interface Offered permits Offered.Taken, StoreFailure {
  /** The store has it, or a greater one. */
  enum Taken implements Offered {
    /** It is the client's newest. */
    NEWEST,
    /** A greater one was there. */
    STALE,
    /** The one or the other: the store does not say. */
    ACCEPTED
  }
}
