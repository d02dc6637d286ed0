package io.proxyherd.transport;

import io.proxyherd.node.NodeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a server on the network needs to know.
 *
 * @param node its node's settings
 * @param mostClients how many clients may be connected at a time
 * @param reconnectLeast the wait before a peer is dialled again
 * @param reconnectMost the longest such wait
 * @param stopTimeout how long closing may take
 * @param herd the names of all servers of the herd
 * @param legacy this server's neighbours that others wrote
 */
public record HerdServerSettings(
    NodeSettings node,
    int mostClients,
    Duration reconnectLeast,
    Duration reconnectMost,
    Duration stopTimeout,
    Set<String> herd,
    List<LegacyAddress> legacy) {}
