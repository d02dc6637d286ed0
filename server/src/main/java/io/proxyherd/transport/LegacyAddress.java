package io.proxyherd.transport;

import io.proxyherd.legacy.LegacyPeer;

/**
 * A legacy neighbour and where it is.
 *
 * @param host name or address; its AT lines come from there
 * @param port where it listens
 */
public record LegacyAddress(LegacyPeer peer, String host, int port) {}
