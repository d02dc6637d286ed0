package io.proxyherd.sim;

import java.util.Map;
import java.util.Optional;

/**
 * How a simulated herd fared.
 *
 * @param commands how many reports its clients sent
 * @param faults how many of each were injected
 * @param sights how often what must be seen now and then was seen
 * @param checks how many claims, reports and replies were checked
 * @param events how many events happened
 * @param simulatedNanos how much virtual time passed
 * @param convergedNanos how long after the end of the faults all agreed; 0 if they did not
 * @param traceHash equal whenever the scenario is run again
 * @param disagreement what was wrong; nothing if all servers agree as they should
 */
public record Outcome(
    Scenario scenario,
    long commands,
    Map<Fault, Long> faults,
    Map<Sight, Long> sights,
    long checks,
    long events,
    long simulatedNanos,
    long convergedNanos,
    long traceHash,
    Optional<String> disagreement) {}
