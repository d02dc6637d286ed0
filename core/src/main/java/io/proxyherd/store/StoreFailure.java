package io.proxyherd.store;

/** Why a {@link ReportStore} did not do what it was asked. */
public enum StoreFailure implements Offered, Found {
  /** Too many requests wait already; this one was not begun. */
  BUSY("the store has too many requests to do"),
  /** It has not answered in time; a report may have been kept. */
  TIMED_OUT("the store did not answer in time"),
  /** It can't be reached, or too few of its copies can. */
  UNAVAILABLE("the store can't be reached"),
  /** It can keep nothing, for its disk is full or broken, but may know what was kept before. */
  READ_ONLY("the store can keep nothing"),
  /** It knows as many clients as it may, and this is none of them. */
  FULL("the store has no room for another client");

  private final String reason;

  StoreFailure(String reason) {
    this.reason = reason;
  }

  /** For people, such as {@code the store can't be reached}. */
  public String reason() {
    return reason;
  }
}
