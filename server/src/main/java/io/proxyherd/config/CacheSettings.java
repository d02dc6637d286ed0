package io.proxyherd.config;

import java.time.Duration;

/**
 * How long answers of a provider of places serve again.
 *
 * @param ttl zero for not at all
 * @param bytes of memory that they may take
 */
public record CacheSettings(Duration ttl, long bytes) {}
