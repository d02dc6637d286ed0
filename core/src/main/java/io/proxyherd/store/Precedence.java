package io.proxyherd.store;

/**
 * What decides which of two reports of a client is the newer one: the first of these in which they
 * differ, in the order in which they stand here. The greater one wins, unless it had expired when
 * the other one was received.
 */
public enum Precedence {
  EFFECTIVE_TIME,
  CLIENT_TIME,
  /** Of two with equal times, an order to forget the client wins over a report. */
  TOMBSTONE,
  SERVER,
  LOCATION,
  RECEIPT,
  /** What is left of the line, or the tolerance: only broken servers make such reports. */
  REST,
  /** Nothing: they are the same. */
  NONE;

  /** What decides between the two. */
  public static Precedence between(Report one, Report other) {
    if (!one.effectiveTime().equals(other.effectiveTime())) {
      return EFFECTIVE_TIME;
    }
    if (!one.clientTime().equals(other.clientTime())) {
      return CLIENT_TIME;
    }
    if (one.isTombstone() != other.isTombstone()) {
      return TOMBSTONE;
    }
    if (!one.server().sameAs(other.server())) {
      return SERVER;
    }
    if (!one.location().sameAs(other.location())) {
      return LOCATION;
    }
    if (one.receivedAtNanos() != other.receivedAtNanos()) {
      return RECEIPT;
    }
    return one.equals(other) ? NONE : REST;
  }
}
