package io.proxyherd.journal;

/** Who waits until what has been changed so far is kept. */
public interface Waiter {
  /** The number up to which the changes are awaited. */
  long lsn();

  /** It is kept. */
  void kept();

  /** It will not be known to be kept. */
  void failed();
}
