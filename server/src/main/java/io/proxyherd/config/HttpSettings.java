package io.proxyherd.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a server answers HTTP.
 *
 * @param maxConnections connected at the same time, per server
 * @param idleTimeout a connection on which no request was completed for this long is closed
 * @param maxBodyBytes the longest body of a request
 * @param maxRows the most rows of a batch of positions
 * @param maxWait how long a request may wait for a report
 * @param maxRadiusKm the greatest radius in which places are looked for
 * @param maxPlaces the most places in an answer
 * @param maxStreams how many readers of its stream a server has at a time
 * @param streamHeartbeat how long a stream may be silent
 * @param corsOrigins the web pages that may ask, such as {@code https://example.org}
 * @param tilesUrl where the dashboard's map has its tiles from; none if it draws its own
 */
public record HttpSettings(
    int maxConnections,
    Duration idleTimeout,
    int maxBodyBytes,
    int maxRows,
    Duration maxWait,
    int maxRadiusKm,
    int maxPlaces,
    int maxStreams,
    Duration streamHeartbeat,
    List<String> corsOrigins,
    Optional<String> tilesUrl) {
  public HttpSettings {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
