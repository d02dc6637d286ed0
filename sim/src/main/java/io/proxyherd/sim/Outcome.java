package io.proxyherd.sim;

import java.util.Map;
import java.util.Optional;

/**
 * How a simulated herd fared.
 *
 * @param commands how many reports its clients sent
 * @param faults how many of each were injected
 * @param events how many events happened
 * @param simulatedNanos how much virtual time passed
 * @param traceHash equal whenever the seed is run again
 * @param disagreement what was wrong in the end; nothing if all servers agree as they should
 */
public record Outcome(
    long seed,
    int servers,
    long commands,
    Map<Fault, Long> faults,
    long events,
    long simulatedNanos,
    long traceHash,
    Optional<String> disagreement) {}
