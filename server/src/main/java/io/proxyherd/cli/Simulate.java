package io.proxyherd.cli;

import io.proxyherd.sim.Fault;
import io.proxyherd.sim.Outcome;
import io.proxyherd.sim.Simulation;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs simulated herds through faults and checks that they agree. */
@Command(
    name = "simulate",
    description = {
      "Runs whole herds in virtual time, each from a seed: any graph, clients that lie",
      "and repeat themselves, connections that break, stall and crawl. In the end all",
      "servers must hold the same newest reports. Opens no socket."
    },
    footer = {
      "",
      "Examples:",
      "  herd simulate --seeds 10000",
      "  herd simulate --seed 7            runs one seed again, as after a failure"
    })
final class Simulate implements Callable<Integer> {
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

  private final Console console;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many seeds to run (default: ${DEFAULT-VALUE})")
  private long seeds = 1000;

  @Option(
      names = "--from",
      paramLabel = "SEED",
      description = "the first of them (default: ${DEFAULT-VALUE})")
  private long from;

  @Option(names = "--seed", paramLabel = "SEED", description = "run this one only")
  private Optional<Long> seed = Optional.empty();

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final long startNanos = System.nanoTime();
  private long lastReportNanos = startNanos;
  private long done;
  private long commands;
  private long events;
  private long simulatedNanos;
  private OptionalLong firstFailure = OptionalLong.empty();
  private long failures;

  Simulate(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    seed.map(LongStream::of)
        .orElseGet(() -> LongStream.range(from, from + seeds))
        .parallel()
        .mapToObj(Simulation::run)
        .forEach(this::add);
    print();
    return failures == 0 ? 0 : 1;
  }

  private synchronized void add(Outcome outcome) {
    done++;
    commands += outcome.commands();
    events += outcome.events();
    simulatedNanos += outcome.simulatedNanos();
    outcome.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    outcome
        .disagreement()
        .ifPresent(what -> {
          failures++;
          firstFailure = OptionalLong.of(outcome.seed());
          console.err().printf("seed %d: %s%n", outcome.seed(), what);
        });
    long now = System.nanoTime();
    if (now - lastReportNanos >= REPORT_NANOS) {
      lastReportNanos = now;
      console.err().printf("%,d seeds, %,.0f a second, %d failed%n", done, perSecond(), failures);
    }
  }

  private void print() {
    PrintStream out = console.out();
    out.printf("seeds            %,15d  %,.0f a second%n", done, perSecond());
    out.printf("simulated hours  %,15.1f%n", (double) simulatedNanos / NANOS_PER_HOUR);
    out.printf("events           %,15d%n", events);
    out.printf("reports          %,15d%n", commands);
    faults.forEach((fault, count) ->
        out.printf(
            "%-15s  %,15d%n", fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
    out.printf("failed           %,15d%n", failures);
    firstFailure.ifPresent(
        failed -> out.printf("%nOne of them again: herd simulate --seed %d%n", failed));
  }

  private double perSecond() {
    return done * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - startNanos);
  }
}
