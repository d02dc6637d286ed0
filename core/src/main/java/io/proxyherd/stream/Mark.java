package io.proxyherd.stream;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Stamp;
import java.util.Set;

/**
 * What a server had at a moment.
 *
 * @param others its coverage but for what clients told it in this life; not to be changed
 * @param own the last that clients told it
 * @param spent origins of which nothing is true any more
 * @param wallNanos the moment, nanoseconds since 1970
 * @param monotonicNanos the moment by the clock that only goes on
 */
record Mark(Coverage others, Stamp own, Set<Origin> spent, long wallNanos, long monotonicNanos) {}
