package io.proxyherd.cli;

import io.proxyherd.sim.Outcome;
import io.proxyherd.sim.Scenario;
import io.proxyherd.sim.Shrinker;
import io.proxyherd.sim.Simulation;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs simulated herds through faults and checks that they agree. */
@Command(
    name = "simulate",
    description = {
      "Runs whole herds in virtual time, each from a seed: any graph, clients that lie",
      "and repeat themselves, links, disks, clocks and processes that fail. In the end",
      "all servers must hold the same newest reports, and those that were promised.",
      "Opens no socket. A failure is shrunk to the smallest herd that still fails."
    },
    footer = {
      "",
      "Examples:",
      "  herd simulate --seeds 10000",
      "  herd simulate --seed 7            runs one seed again, as after a failure",
      "  herd simulate --seed 7 --servers 3 --faults KILL,CUT"
    })
final class Simulate implements Callable<Integer> {
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

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

  @Option(names = "--servers", paramLabel = "N", description = "in each herd, not by chance")
  private Optional<Integer> servers = Optional.empty();

  @Option(names = "--clients", paramLabel = "N", description = "of each herd, not by chance")
  private Optional<Integer> clients = Optional.empty();

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      converter = FaultList.Converter.class,
      description = "in each herd, not by chance, such as KILL,CUT; or NONE")
  private Optional<FaultList> faults = Optional.empty();

  @Option(
      names = "--chaos-seconds",
      paramLabel = "N",
      description = "how long the faults last, not by chance")
  private Optional<Integer> chaosSeconds = Optional.empty();

  private final SimulationTotals totals = new SimulationTotals();
  private final long startNanos = System.nanoTime();
  private long lastReportNanos = startNanos;
  private Optional<Outcome> firstFailure = Optional.empty();

  Simulate(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var _ = checked(seed.orElse(from));
    seed.map(LongStream::of)
        .orElseGet(() -> LongStream.range(from, from + seeds))
        .parallel()
        .mapToObj(this::scenario)
        .map(Simulation::run)
        .forEach(this::add);
    totals.print(console.out(), seconds());
    firstFailure.ifPresent(this::shrink);
    return totals.failures() == 0 ? 0 : 1;
  }

  private Scenario checked(long ofSeed) {
    try {
      return scenario(ofSeed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** What the seed means, but for what was set otherwise. */
  private Scenario scenario(long ofSeed) {
    Scenario usual = Scenario.of(ofSeed);
    return new Scenario(
        ofSeed,
        servers.orElse(usual.servers()),
        clients.orElse(usual.clients()),
        faults.map(FaultList::faults).orElse(usual.faults()),
        chaosSeconds.orElse(usual.chaosSeconds()));
  }

  private synchronized void add(Outcome outcome) {
    totals.add(outcome);
    outcome
        .disagreement()
        .ifPresent(what -> {
          firstFailure = firstFailure.or(() -> Optional.of(outcome));
          console.err().printf("%s%n  %s%n", outcome.scenario().command(), what);
        });
    long now = System.nanoTime();
    if (now - lastReportNanos >= REPORT_NANOS) {
      lastReportNanos = now;
      console
          .err()
          .printf(
              "%,d seeds, %,.0f a second, %d failed%n",
              totals.runs(), totals.runs() / seconds(), totals.failures());
    }
  }

  private void shrink(Outcome failed) {
    console.err().printf("%nshrinking: %s%n", failed.scenario().command());
    Outcome smallest =
        new Shrinker(step -> console.err().printf("  %s%n", step.scenario().command()))
            .shrink(failed);
    console
        .out()
        .printf(
            "%nsmallest failure: %s%n  %s%n",
            smallest.scenario().command(), smallest.disagreement().orElse(""));
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
  }
}
