package io.proxyherd.link;

import io.proxyherd.store.Report;
import java.util.Optional;

/**
 * Why a server believes what it does of a client.
 *
 * @param report the newest
 * @param arrival how that one came
 * @param loss the last message that lost against it or one before it, if it is remembered
 */
public record Trace(Report report, Arrival arrival, Optional<Loss> loss) {}
