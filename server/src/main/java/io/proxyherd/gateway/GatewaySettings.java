package io.proxyherd.gateway;

import java.time.Duration;

/**
 * The limits of an HTTP port.
 *
 * @param mostConnections how many connections there may be at a time
 * @param idleTimeout a connection on which no request was completed for this long is closed
 */
public record GatewaySettings(int mostConnections, Duration idleTimeout) {}
