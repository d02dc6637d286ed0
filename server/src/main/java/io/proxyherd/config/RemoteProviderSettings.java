package io.proxyherd.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a provider of places on the network is asked.
 *
 * @param url where its API begins
 * @param key where its key is; empty if none is set, or it has none
 * @param timeout for one question, with all tries
 * @param retries after a failure that may pass
 * @param maxRequests under way at the same time
 * @param bodyLimitBytes the longest answer
 * @param perSecond calls in all
 * @param perClientMinute calls for the clients at one address, per minute
 * @param dailyBudget calls per UTC day, over restarts
 * @param breakerFailures after so many in a row it is left alone
 * @param breakerPause for so long
 */
public record RemoteProviderSettings(
    URI url,
    Optional<KeySource> key,
    Duration timeout,
    int retries,
    int maxRequests,
    int bodyLimitBytes,
    CacheSettings cache,
    int perSecond,
    int perClientMinute,
    Optional<Integer> dailyBudget,
    int breakerFailures,
    Duration breakerPause) {}
