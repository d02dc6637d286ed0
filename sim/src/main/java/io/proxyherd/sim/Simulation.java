package io.proxyherd.sim;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A herd's life from one seed: servers in any connected graph, clients that tell the truth, lie and
 * repeat themselves, wires that break, stall and crawl; then all heals, and all servers must hold
 * the same newest report of every client, the one that an oracle expects.
 */
public final class Simulation {
  private static final long SECOND = 1_000_000_000L;
  private static final long HEALING_NANOS = 10 * SECOND;
  private static final long BASE_TIME_SECONDS = 1_767_225_600;

  private final long seed;
  private final SplittableRandom random;
  private final Timeline timeline = new Timeline();
  private final List<SimServer> servers = new ArrayList<>();
  private final List<Cable> cables = new ArrayList<>();
  private final Oracle oracle = new Oracle();
  private final long chaosNanos;
  private long commands;
  private long faults;

  private Simulation(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    chaosNanos = (5 + random.nextInt(25)) * SECOND;
    buildHerd(2 + random.nextInt(7));
  }

  /** Runs the seed. */
  public static Outcome run(long seed) {
    return new Simulation(seed).run();
  }

  private Outcome run() {
    command();
    fault();
    timeline.runUntil(chaosNanos);
    cables.forEach(Cable::heal);
    timeline.runUntil(chaosNanos + HEALING_NANOS);
    return new Outcome(
        seed,
        servers.size(),
        commands,
        faults,
        timeline.events(),
        timeline.nowNanos(),
        timeline.traceHash(),
        disagreement());
  }

  private void buildHerd(int size) {
    Set<Set<Integer>> edges = connectedGraph(size);
    for (int server = 0; server < size; server++) {
      var neighbours = new HashSet<String>();
      for (Set<Integer> edge : edges) {
        if (edge.contains(server)) {
          edge.forEach(end -> neighbours.add(name(end)));
        }
      }
      neighbours.remove(name(server));
      servers.add(new SimServer(name(server), neighbours, timeline, random.split()));
      servers.getLast().setClockOffset(random.nextLong(-SECOND, SECOND));
    }
    for (Set<Integer> edge : edges) {
      List<Integer> ends = edge.stream().sorted().toList();
      cables.add(
          new Cable(
              servers.get(ends.get(0)),
              servers.get(ends.get(1)),
              timeline,
              random.split(),
              Quality.any(random)));
    }
  }

  /** A random tree and a few more edges. */
  private Set<Set<Integer>> connectedGraph(int size) {
    var edges = new LinkedHashSet<Set<Integer>>();
    for (int server = 1; server < size; server++) {
      edges.add(Set.of(server, random.nextInt(server)));
    }
    for (int more = random.nextInt(size); more > 0; more--) {
      int one = random.nextInt(size);
      int other = random.nextInt(size);
      if (one != other) {
        edges.add(Set.of(one, other));
      }
    }
    return edges;
  }

  private static String name(int server) {
    return String.valueOf((char) ('A' + server));
  }

  private void command() {
    if (timeline.nowNanos() >= chaosNanos) {
      return;
    }
    SimServer server = servers.get(random.nextInt(servers.size()));
    String iamat =
        "IAMAT c%d +%d.5-118.%03d %s"
            .formatted(
                random.nextInt(12), random.nextInt(3), random.nextInt(3), clientTime(server));
    new SimClient(oracle::acknowledge).say(iamat, server, random);
    commands++;
    timeline.after(random.nextLong(SECOND / 5), this::command);
  }

  /** Mostly now; often a time that was said before, to the nanosecond; sometimes far off. */
  private String clientTime(SimServer server) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> String.valueOf(BASE_TIME_SECONDS + random.nextInt(4));
      case 2 -> String.valueOf(BASE_TIME_SECONDS + random.nextInt(1_000_000_000));
      case 3 -> String.valueOf(random.nextInt(4));
      default -> {
        long nanos = server.wallNanos();
        yield nanos / SECOND + "." + "%09d".formatted(nanos % SECOND);
      }
    };
  }

  private void fault() {
    if (timeline.nowNanos() >= chaosNanos) {
      return;
    }
    Cable cable = cables.get(random.nextInt(cables.size()));
    switch (random.nextInt(5)) {
      case 0 -> cable.cut();
      case 1 -> cable.takeDown();
      case 2 -> cable.stall();
      case 3 ->
          servers
              .get(random.nextInt(servers.size()))
              .setClockOffset(random.nextLong(-3 * SECOND, 3 * SECOND));
      default -> cable.heal();
    }
    faults++;
    timeline.after(random.nextLong(SECOND), this::fault);
  }

  private Optional<String> disagreement() {
    Store first = servers.getFirst().node().store();
    for (SimServer server : servers) {
      Store store = server.node().store();
      if (store.size() != oracle.clients().size()) {
        return Optional.of(
            "%s knows %d clients (expected: %d)"
                .formatted(server.name(), store.size(), oracle.clients().size()));
      }
      for (int slot = 0; slot < store.size(); slot++) {
        Report held = store.at(slot);
        Optional<String> objection = oracle.objection(held);
        if (objection.isPresent()) {
          return Optional.of(server.name() + " holds " + objection.get());
        }
        if (!first.find(held.client()).equals(Optional.of(held))) {
          return Optional.of(
              "%s holds %s, %s holds %s"
                  .formatted(
                      server.name(), held, servers.getFirst().name(), first.find(held.client())));
        }
      }
    }
    return unequalCoverage();
  }

  private Optional<String> unequalCoverage() {
    Coverage first = servers.getFirst().node().neighbourhood().coverage();
    return servers.stream()
        .filter(server -> !server.node().neighbourhood().coverage().equals(first))
        .findFirst()
        .map(server ->
            server.name()
                + " has "
                + server.node().neighbourhood().coverage()
                + " (expected: "
                + first
                + ")");
  }
}
