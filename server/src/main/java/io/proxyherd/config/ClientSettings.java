package io.proxyherd.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a server treats its clients.
 *
 * @param lineLimitBytes the longest line accepted, its line end not counted
 * @param idleFlush text without a line end that has waited this long counts as a line; empty =
 *     never
 * @param idleTimeout a connection silent for this long is closed; empty = never
 * @param maxConnections clients connected at the same time, per server
 * @param maxPendingReplies commands of one connection whose answers are still due; at the limit the
 *     server stops reading from it
 */
public record ClientSettings(
    int lineLimitBytes,
    Optional<Duration> idleFlush,
    Optional<Duration> idleTimeout,
    int maxConnections,
    int maxPendingReplies) {}
