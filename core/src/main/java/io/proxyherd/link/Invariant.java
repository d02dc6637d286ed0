package io.proxyherd.link;

/**
 * What must hold at any moment. It is looked at while the server works, where that costs next to
 * nothing; a server on which one does not hold has a bug that would spread, so it stops.
 */
public enum Invariant {
  /** Of what the coverage claims, the store holds that report or a greater one. */
  COVERAGE,
  /** A client's report is only ever replaced by a greater one. */
  MONOTONE,
  /** What a peer that is fed may lack is owed to it, or came from it. */
  DEBT,
  /** A coverage is told a peer only after all that was owed when it was noted. */
  COVER_ORDER,
  /** No more is owed to a peer than there are clients. */
  BOUNDED
}
