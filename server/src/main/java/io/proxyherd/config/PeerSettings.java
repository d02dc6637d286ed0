package io.proxyherd.config;

import java.time.Duration;

/**
 * How two servers of the herd keep their link.
 *
 * @param redundancy over how many of its links a server is fed
 * @param reconnectMin the first pause before a lost peer is dialled again
 * @param reconnectMax the pause grows up to this
 * @param pingAfter a link on which nothing was heard for this long is pinged
 * @param silentAfter a link on which nothing was heard for this long is closed
 * @param helloTimeout a new connection must have said who it is within this time
 * @param clockOffsetWarn the clocks of two peers differ by more: a warning
 * @param clockOffsetRefuse the clocks of two peers differ by more: no link
 */
public record PeerSettings(
    Redundancy redundancy,
    Duration reconnectMin,
    Duration reconnectMax,
    Duration pingAfter,
    Duration silentAfter,
    Duration helloTimeout,
    Duration clockOffsetWarn,
    Duration clockOffsetRefuse) {}
