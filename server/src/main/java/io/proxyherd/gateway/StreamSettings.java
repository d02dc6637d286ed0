package io.proxyherd.gateway;

import java.time.Duration;

/**
 * Who may be told of every change, and how.
 *
 * @param cluster the herd's name
 * @param mostReaders at a time
 * @param heartbeat how long a stream may be silent
 */
public record StreamSettings(String cluster, int mostReaders, Duration heartbeat) {}
