package io.proxyherd.config;

import java.time.Duration;

/**
 * How a server's state is kept.
 *
 * @param durability what it survives
 * @param syncInterval how long what is written may wait to be synced
 * @param checkpointMinBytes a shorter journal is not rewritten, bytes
 */
public record JournalSettings(
    Durability durability, Duration syncInterval, long checkpointMinBytes) {}
