package io.proxyherd.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a server believes what it does of a client: {@code GET /v1/clients/{id}/trace}.
 *
 * @param server that tells this
 * @param store where it is kept: herd, both or cassandra
 * @param line the client's AT line; of a client to be forgotten, one that says nothing
 * @param forgotten whether the client is to be forgotten
 * @param heardBy the server to which the client said it, or which was told to forget
 * @param receivedAt when, by that server's clock
 * @param arrival how it came to the server that tells this
 * @param lost the client's last message that changed nothing here, if it is remembered
 */
public record ClientTrace(
    String server,
    String store,
    String client,
    String line,
    boolean forgotten,
    String heardBy,
    Instant receivedAt,
    Arrival arrival,
    Optional<Lost> lost) {

  /**
   * How a message came.
   *
   * @param by client, peer, legacy or journal; store, if it was read in Cassandra just now
   * @param peer the server that sent it, if one did
   * @param at by the clock of the server that tells this
   */
  public record Arrival(String by, Optional<String> peer, Instant at) {}

  /**
   * A message that changed nothing.
   *
   * @param line its AT line; none if it said again what is known
   * @param reason older, tie, expired or repeated
   * @param explanation the reason in words
   */
  public record Lost(Optional<String> line, Arrival arrival, String reason, String explanation) {}
}
