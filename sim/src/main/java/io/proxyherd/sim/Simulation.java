package io.proxyherd.sim;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A herd's life: servers in any connected graph, clients that tell the truth, lie and repeat
 * themselves, and whatever faults the scenario has; then all heals, and all servers must soon hold
 * the same newest report of every client, the one that an oracle expects, and keep quiet.
 */
public final class Simulation {
  private static final long SECOND = 1_000_000_000L;

  private final Scenario scenario;
  private final Timeline timeline = new Timeline();
  private final Tally tally = new Tally();
  private final World world;
  private final long chaosNanos;
  private Optional<Clients> clients = Optional.empty();
  private long convergedNanos;

  private Simulation(Scenario scenario) {
    this.scenario = scenario;
    var chance = new Chance(scenario.seed());
    Rules rules = Rules.any(chance.of("rules"));
    var oracle = new Oracle(rules, tally);
    var shared = new SharedStore(timeline, chance, oracle);
    world = new World(timeline, chance, rules, oracle, tally, shared);
    chaosNanos = scenario.chaosSeconds() * SECOND;
  }

  /** Runs the scenario that the seed means. */
  public static Outcome run(long seed) {
    return run(Scenario.of(seed));
  }

  /** Runs a scenario. */
  public static Outcome run(Scenario scenario) {
    return new Simulation(scenario).run();
  }

  private Outcome run() {
    Optional<String> disagreement = Optional.empty();
    try {
      live();
    } catch (Broken e) {
      disagreement = Optional.of("%s at %.6f s".formatted(e.getMessage(), seconds()));
    } catch (RuntimeException | AssertionError e) {
      StackTraceElement[] trace = e.getStackTrace();
      disagreement =
          Optional.of(
              "%s at %s, at %.6f s".formatted(e, trace.length == 0 ? "?" : trace[0], seconds()));
    }
    return new Outcome(
        scenario,
        clients.map(Clients::commands).orElse(0L),
        tally.faults(),
        tally.sights(),
        tally.checks(),
        timeline.events(),
        timeline.nowNanos(),
        convergedNanos,
        timeline.traceHash(),
        disagreement);
  }

  private void live() {
    var herd = buildHerd();
    var talking = new Clients(world, herd.servers(), scenario.clients(), scenario.faults());
    clients = Optional.of(talking);
    talking.talk(this::isChaos);
    var chaos = new Chaos(world, herd, talking, this::isChaos);
    scenario.faults().stream().sorted().forEach(chaos::begin);
    timeline.runUntil(chaosNanos);
    var peace = new Peace(world, herd, talking);
    convergedNanos = peace.converge();
    peace.settle();
    peace.checkUpdates();
    peace.checkDetour();
    peace.checkEnd();
    if (world.rules().isShortLived()) {
      peace.checkExpiry();
    }
  }

  private boolean isChaos() {
    return timeline.nowNanos() < chaosNanos;
  }

  private Herd buildHerd() {
    var random = world.chance().of("herd");
    List<String> names =
        IntStream.range(0, scenario.servers())
            .mapToObj(server -> String.valueOf((char) ('A' + server)))
            .toList();
    var graph = Herd.connectedGraph(scenario.servers(), random);
    var herd = new Herd(world, names, graph, () -> Quality.any(random));
    for (SimServer server : herd.servers()) {
      server.clock().set(Herd.clockError(random));
    }
    return herd;
  }

  private double seconds() {
    return timeline.nowNanos() / (double) SECOND;
  }
}
