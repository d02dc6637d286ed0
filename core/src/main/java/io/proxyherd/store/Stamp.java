package io.proxyherd.store;

/**
 * Which report it is: the {@code seq}-th that its origin accepted. Says nothing about which of two
 * reports is newer; it is what {@link Coverage} counts by.
 *
 * @param seq 1, 2, 3 …
 */
public record Stamp(Origin origin, long seq) {}
