package io.proxyherd.gateway;

import io.proxyherd.store.StoreFailure;

/** A store's failure as a problem. */
final class StoreProblem {
  private StoreProblem() {}

  static Problem of(StoreFailure failure) {
    boolean isFull = failure == StoreFailure.FULL;
    return Problem.of(
        isFull ? 507 : 503,
        isFull ? "Insufficient Storage" : "Service Unavailable",
        "store",
        failure.reason(),
        "one that does what it is asked",
        cure(failure));
  }

  private static String cure(StoreFailure failure) {
    return switch (failure) {
      case BUSY -> "ask again in a while, and less at a time";
      case TIMED_OUT -> "ask again; a report may be sent again";
      case UNAVAILABLE -> "see /v1/server for the reason, or ask another server";
      case READ_ONLY -> "make room where it keeps them";
      case FULL -> "forget clients";
    };
  }
}
