package io.proxyherd.config;

import java.time.Duration;

/**
 * How much is known of clients, and for how long; equal on all servers.
 *
 * @param ttl how long after its receipt a report is true
 * @param tombstoneTtl how long it is remembered that a client was forgotten
 * @param maxClients how many clients may be known before new ones are refused
 */
public record ReportSettings(Duration ttl, Duration tombstoneTtl, int maxClients) {}
