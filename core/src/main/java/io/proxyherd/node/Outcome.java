package io.proxyherd.node;

/** What became of a client's command. */
public enum Outcome {
  /** Its report is the client's newest. */
  IAMAT_NEWER(CommandKind.IAMAT, "newer"),
  /** It said again what is known. */
  IAMAT_REPEATED(CommandKind.IAMAT, "repeated"),
  /** A newer report is known. */
  IAMAT_OLDER(CommandKind.IAMAT, "older"),
  /** The store has it, and did not say whether it is the newest. */
  IAMAT_ACCEPTED(CommandKind.IAMAT, "accepted"),
  /** Refused: the store is away or too slow; it may have the report all the same. */
  IAMAT_STORE_FAILED(CommandKind.IAMAT, "store_failed"),
  /** Refused: nothing can be kept. */
  IAMAT_READ_ONLY(CommandKind.IAMAT, "read_only"),
  /** Refused: the client is a new one, and there are too many. */
  IAMAT_TOO_MANY_CLIENTS(CommandKind.IAMAT, "too_many_clients"),
  /** Answered with what is near, be it nothing. */
  WHATSAT_PLACES(CommandKind.WHATSAT, "places"),
  /** Answered without places: their providers failed or were late. */
  WHATSAT_NO_PLACES(CommandKind.WHATSAT, "no_places"),
  /** Refused: the client is not known. */
  WHATSAT_UNKNOWN_CLIENT(CommandKind.WHATSAT, "unknown_client"),
  /** Refused: the store is away or too slow. */
  WHATSAT_STORE_FAILED(CommandKind.WHATSAT, "store_failed"),
  /** Who asked was gone before there was an answer. */
  WHATSAT_ABANDONED(CommandKind.WHATSAT, "abandoned"),
  /** Refused: it is no command. */
  INVALID_LINE(CommandKind.INVALID, "malformed"),
  /** Refused: the line is too long. */
  INVALID_LENGTH(CommandKind.INVALID, "too_long");

  private final CommandKind kind;
  private final String word;

  Outcome(CommandKind kind, String word) {
    this.kind = kind;
    this.word = word;
  }

  public CommandKind kind() {
    return kind;
  }

  /** As metrics call it, such as {@code newer}. */
  public String word() {
    return word;
  }
}
