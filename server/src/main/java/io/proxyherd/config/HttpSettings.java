package io.proxyherd.config;

import java.time.Duration;

/**
 * How a server answers HTTP.
 *
 * @param maxConnections connected at the same time, per server
 * @param idleTimeout a connection on which no request was completed for this long is closed
 */
public record HttpSettings(int maxConnections, Duration idleTimeout) {}
