package io.proxyherd.link;

import java.util.Optional;

/**
 * How and when a report came to this server.
 *
 * @param way by which it came
 * @param peer the other server that sent it, if one did
 * @param wallNanos when, nanoseconds since 1970 by this server's clock
 */
public record Arrival(Way way, Optional<String> peer, long wallNanos) {
  /** By which way. */
  public enum Way {
    /** The client itself said it here. */
    CLIENT,
    /** Another server sent it. */
    PEER,
    /** A legacy peer sent it; its line says which server heard the client. */
    LEGACY,
    /** It was in the journal of this server's life before; its moment is that of the recovery. */
    JOURNAL
  }
}
