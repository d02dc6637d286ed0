package io.proxyherd.store;

/** What a {@link ReportStore} knows of a client. */
public sealed interface Found permits Found.Known, Found.Unknown, StoreFailure {
  /** The greatest report, which may be a tombstone, or expired. */
  record Known(Report report) implements Found {}

  /** Nothing. */
  record Unknown() implements Found {}
}
