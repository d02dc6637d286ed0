package io.proxyherd.places.chain;

import io.proxyherd.places.Outcome;
import java.util.Locale;

/** Why a question to a provider had no answer. */
enum Trouble {
  /** The provider refuses the key or the account. */
  DENIED,
  /** The provider does not understand the question. */
  INVALID,
  /** The provider says that it was asked too much. */
  OVER_LIMIT,
  /** Nothing came in time. */
  TIMEOUT,
  /** Anything else that went wrong there or on the way. */
  ERROR,
  /** It was left alone, for it had failed too often. */
  CIRCUIT_OPEN,
  /** It was not asked, for the sake of its rate limit. */
  RATE,
  /** It was not asked, for the sake of its rate limit for one asker. */
  ASKER_RATE,
  /** It was not asked, for its calls of the day are used up, or can't be counted. */
  BUDGET;

  /** What the provider's failure is. */
  static Trouble of(Outcome.Failed failed) {
    return switch (failed.status()) {
      case REQUEST_DENIED -> DENIED;
      case INVALID_REQUEST -> INVALID;
      case OVER_QUERY_LIMIT -> OVER_LIMIT;
      case UNKNOWN_ERROR -> ERROR;
    };
  }

  /** Whether it says that the provider is not well, and not only that somebody asks a lot. */
  boolean isLasting() {
    return switch (this) {
      case DENIED, OVER_LIMIT, TIMEOUT, ERROR, BUDGET -> true;
      case INVALID, CIRCUIT_OPEN, RATE, ASKER_RATE -> false;
    };
  }

  /** As the log and the counters call it, such as {@code over-limit}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
