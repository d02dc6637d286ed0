package io.proxyherd.sim;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which herd is simulated: the seed, and what was drawn from it or is set otherwise. Each purpose
 * has its own random stream, so that one thing switched off leaves the others as they were.
 *
 * @param servers how many, at least 1, at most 26
 * @param clients how many client IDs there are, at least 1
 * @param faults what goes wrong
 * @param chaosSeconds how long it goes wrong, at least 1
 */
public record Scenario(long seed, int servers, int clients, Set<Fault> faults, int chaosSeconds) {
  private static final int MOST_SERVERS = 26;

  public Scenario {
    if (servers < 1 || servers > MOST_SERVERS) {
      throw new IllegalArgumentException(
          "servers: " + servers + " (expected: 1.." + MOST_SERVERS + ")");
    }
    if (clients < 1) {
      throw new IllegalArgumentException("clients: " + clients + " (expected: at least 1)");
    }
    if (chaosSeconds < 1) {
      throw new IllegalArgumentException("chaos: " + chaosSeconds + " s (expected: at least 1 s)");
    }
    faults = Set.copyOf(faults);
  }

  /** The one that a seed means if nothing is said against it. */
  public static Scenario of(long seed) {
    var chance = new Chance(seed);
    SplittableRandom shape = chance.of("shape");
    int servers = 2 + shape.nextInt(7);
    int clients = 1 + shape.nextInt(12);
    int chaosSeconds = 5 + shape.nextInt(25);
    SplittableRandom which = chance.of("faults");
    // In some runs nearly nothing goes wrong, in others nearly everything.
    int oneIn = 2 + which.nextInt(8);
    var faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : EnumSet.allOf(Fault.class)) {
      if (which.nextInt(fault == Fault.ID_FLOOD ? 3 * oneIn : oneIn) == 0) {
        faults.add(fault);
      }
    }
    return new Scenario(seed, servers, clients, faults, chaosSeconds);
  }

  public Scenario withServers(int fewer) {
    return new Scenario(seed, fewer, clients, faults, chaosSeconds);
  }

  public Scenario withClients(int fewer) {
    return new Scenario(seed, servers, fewer, faults, chaosSeconds);
  }

  public Scenario withFaults(Set<Fault> fewer) {
    return new Scenario(seed, servers, clients, fewer, chaosSeconds);
  }

  public Scenario withChaosSeconds(int fewer) {
    return new Scenario(seed, servers, clients, faults, fewer);
  }

  /** The command that runs it again. */
  public String command() {
    Scenario usual = of(seed);
    var command = new StringBuilder("herd simulate --seed " + seed);
    if (servers != usual.servers) {
      command.append(" --servers ").append(servers);
    }
    if (clients != usual.clients) {
      command.append(" --clients ").append(clients);
    }
    if (!faults.equals(usual.faults)) {
      command
          .append(" --faults ")
          .append(
              faults.isEmpty()
                  ? "NONE"
                  : new TreeSet<>(faults)
                      .stream().map(Fault::name).collect(Collectors.joining(",")));
    }
    if (chaosSeconds != usual.chaosSeconds) {
      command.append(" --chaos-seconds ").append(chaosSeconds);
    }
    return command.toString();
  }
}
