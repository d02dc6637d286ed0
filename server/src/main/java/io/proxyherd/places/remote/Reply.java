package io.proxyherd.places.remote;

import java.time.Duration;
import java.util.Optional;

/**
 * An HTTP answer, as far as it matters.
 *
 * @param status its HTTP status
 * @param retryAfter how long the server wants to be left alone, if it says so in seconds
 * @param body UTF-8 as text; without our key, should the server repeat it
 */
record Reply(int status, Optional<Duration> retryAfter, String body) {}
