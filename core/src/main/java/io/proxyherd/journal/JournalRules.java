package io.proxyherd.journal;

/**
 * How a journal is kept.
 *
 * @param waitForSync whether a change counts as kept once it survives the machine, not just the
 *     process
 * @param leastCheckpointBytes a shorter log is not worth a checkpoint, bytes
 */
public record JournalRules(boolean waitForSync, long leastCheckpointBytes) {}
