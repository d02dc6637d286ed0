package io.proxyherd.metrics;

/**
 * Connections of one kind.
 *
 * @param open now
 * @param opened since the start, refused ones not included
 * @param refused since the start, for there were too many
 */
public record ConnectionFigures(int open, long opened, long refused) {}
