package io.proxyherd.config;

import java.time.Duration;

/**
 * How places near a client are looked up.
 *
 * @param deadline a WHATSAT is answered within this time, with or without places
 * @param threads threads that look places up, per server
 * @param queueLimit lookups that may wait for a thread; the next one is answered without places
 */
public record PlacesSettings(Duration deadline, int threads, int queueLimit) {}
