package io.proxyherd.config;

import java.time.Duration;

/**
 * What a server can tell of itself.
 *
 * @param readyTimeout how long a server that starts waits to have caught up before it says that it
 *     is ready
 * @param rememberedLosses of how many clients the last message that lost is remembered
 * @param answerTimeout how long its own thread may take to answer that it is well
 */
public record StatusSettings(Duration readyTimeout, int rememberedLosses, Duration answerTimeout) {}
