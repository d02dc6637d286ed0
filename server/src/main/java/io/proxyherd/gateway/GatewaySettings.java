package io.proxyherd.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Whose HTTP port it is, and its limits.
 *
 * @param server the name of the server
 * @param durability of its journal, in the words of the configuration; store, if it has none for
 *     reports are kept elsewhere
 * @param mostConnections how many connections there may be at a time
 * @param idleTimeout a connection on which no request was completed for this long is closed
 * @param longestBody of a request, bytes
 * @param mostRows of a batch of positions
 * @param longestWait of a request for a report that has yet to come
 * @param greatestRadiusKm in which places are looked for, kilometres
 * @param mostPlaces in one answer
 * @param answerTimeout how long the server's own thread may take to say that it is well
 * @param placesDeadline places that are not there by then are late
 * @param streams limits of its streams
 * @param corsOrigins the web pages that may ask, by their origins
 * @param tilesUrl where the dashboard's map has its tiles from; none if it draws its own
 */
public record GatewaySettings(
    String server,
    String durability,
    int mostConnections,
    Duration idleTimeout,
    int longestBody,
    int mostRows,
    Duration longestWait,
    int greatestRadiusKm,
    int mostPlaces,
    Duration answerTimeout,
    Duration placesDeadline,
    StreamSettings streams,
    Set<String> corsOrigins,
    Optional<String> tilesUrl) {
  public GatewaySettings {
    corsOrigins = Set.copyOf(corsOrigins);
  }
}
