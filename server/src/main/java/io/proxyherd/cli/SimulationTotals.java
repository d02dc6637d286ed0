package io.proxyherd.cli;

import io.proxyherd.sim.Fault;
import io.proxyherd.sim.Outcome;
import io.proxyherd.sim.Sight;
import java.io.PrintStream;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What many simulated herds went through, summed up. Not thread-safe: owned by its command. */
final class SimulationTotals {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<Sight, Long> sights = new EnumMap<>(Sight.class);
  private long runs;
  private long commands;
  private long checks;
  private long events;
  private long simulatedNanos;
  private long longestConvergenceNanos;
  private long failures;

  void add(Outcome outcome) {
    runs++;
    commands += outcome.commands();
    checks += outcome.checks();
    events += outcome.events();
    simulatedNanos += outcome.simulatedNanos();
    longestConvergenceNanos = Math.max(longestConvergenceNanos, outcome.convergedNanos());
    outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    outcome.sights().forEach((sight, count) -> sights.merge(sight, count, Long::sum));
    failures += outcome.disagreement().isPresent() ? 1 : 0;
  }

  long runs() {
    return runs;
  }

  long failures() {
    return failures;
  }

  /**
   * Prints all.
   *
   * @param seconds how long the runs took
   */
  void print(PrintStream out, double seconds) {
    out.printf("seeds                %,15d  %,.0f a second%n", runs, runs / seconds);
    out.printf("simulated hours      %,15.1f%n", simulatedNanos / NANOS_PER_HOUR);
    out.printf("events               %,15d%n", events);
    out.printf("client lines         %,15d%n", commands);
    out.printf("checks               %,15d%n", checks);
    out.printf(
        "slowest agreement    %,15.2f s after the end of the faults%n",
        longestConvergenceNanos / NANOS_PER_SECOND);
    out.printf("%nfaults%n");
    print(out, EnumSet.allOf(Fault.class), faults);
    out.printf("%nseen%n");
    print(out, EnumSet.allOf(Sight.class), sights);
    out.printf("%nfailed               %,15d%n", failures);
  }

  /** Also what never happened: it was not tested. */
  private static <E extends Enum<E>> void print(
      PrintStream out, Collection<E> all, Map<E, Long> counts) {
    for (E one : all) {
      String name = one.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      out.printf("  %-18s %,15d%n", name, counts.getOrDefault(one, 0L));
    }
  }
}
