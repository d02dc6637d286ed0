package io.proxyherd.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Clients that tell the truth, lie and repeat themselves, to any server. */
final class Clients {
  private static final long SECOND = 1_000_000_000;
  private static final long LONGEST_PAUSE_NANOS = SECOND / 5;

  /** Equal times are times cut down to so many seconds. */
  private static final int COARSE_SECONDS = 3;

  private static final List<String> BAD_LINES =
      List.of(
          "",
          " \t ",
          "AT A +0.1 c1 +1-1 1",
          "IAMAT\tc1 +91-1 1",
          "IAMAT\tc1 +1-1 1e9",
          "IAMAT\tc1 +1-1 nan",
          "WHATSAT\tc1 51 5",
          "WHATSAT\tc1 5 0",
          "GET / HTTP/1.1\r",
          "\0\u00ff\u00fe");

  private final World world;
  private final List<SimServer> servers;
  private final int ids;
  private final Set<Fault> faults;
  private final SplittableRandom random;
  private long commands;

  /**
   * @param ids how many client IDs there are
   * @param faults what they do wrong, among others
   */
  Clients(World world, List<SimServer> servers, int ids, Set<Fault> faults) {
    this.world = world;
    this.servers = servers;
    this.ids = ids;
    this.faults = faults;
    random = world.chance().of("clients");
  }

  /** How many reports they sent. */
  long commands() {
    return commands;
  }

  /** From now on they talk, as long as that holds. */
  void talk(BooleanSupplier going) {
    if (!going.getAsBoolean()) {
      return;
    }
    var lines = new ArrayList<String>();
    SimServer server = servers.get(random.nextInt(servers.size()));
    for (int count = 1 + random.nextInt(8) / 6; count > 0; count--) {
      lines.add(report(server));
    }
    if (random.nextInt(8) == 0) {
      lines.add("WHATSAT c%d 10 5".formatted(random.nextInt(ids)));
    }
    if (faults.contains(Fault.BAD_LINES) && random.nextInt(4) == 0) {
      world.tally().injected(Fault.BAD_LINES);
      lines.add(random.nextInt(lines.size()), badLine());
    }
    say(server, lines, random);
    if (random.nextInt(32) == 0) {
      forget(server, "c" + random.nextInt(ids));
    }
    world.timeline().after(random.nextLong(LONGEST_PAUSE_NANOS), () -> talk(going));
  }

  /** One client reports where it is now. */
  void report(SimServer server, String client) {
    say(server, List.of("IAMAT %s +5.5-118.5 %s".formatted(client, time(now(server)))), random);
  }

  /** Some client reports, and often with a time that is long past. */
  void reportLate(SimServer server, SplittableRandom chance) {
    long ageNanos = chance.nextBoolean() ? 0 : chance.nextLong(400 * SECOND);
    String line =
        "IAMAT c%d +6-118 %s".formatted(chance.nextInt(ids), time(now(server) - ageNanos));
    say(server, List.of(line), chance);
  }

  /** So many clients report at once. */
  void flood(SimServer server, int count, SplittableRandom chance) {
    var lines = new ArrayList<String>();
    for (int client = 0; client < count; client++) {
      lines.add("IAMAT f%d +7-118 %s".formatted(client, time(now(server))));
    }
    say(server, lines, chance);
  }

  /** An operator orders that a client be forgotten. */
  private void forget(SimServer server, String client) {
    Optional<Life> life = server.life();
    life.ifPresent(running -> running.run(() -> new Operator(running, world).forget(client)));
  }

  private void say(SimServer server, List<String> lines, SplittableRandom chance) {
    Optional<Life> life = server.life();
    life.ifPresent(running -> {
      commands += lines.size();
      running.run(() -> new SimClient(running, world).say(lines, chance));
    });
  }

  private String report(SimServer server) {
    return "IAMAT c%d +%d.5-118.%03d %s"
        .formatted(random.nextInt(ids), random.nextInt(3), random.nextInt(3), clientTime(server));
  }

  /** Mostly now; some are late, some repeat a time; the faults make them worse. */
  private String clientTime(SimServer server) {
    long now = now(server);
    int choice = random.nextInt(16);
    if (faults.contains(Fault.EQUAL_TIMES) && choice < 8) {
      world.tally().injected(Fault.EQUAL_TIMES);
      long seconds = now / SECOND;
      // Equal, or nearly so: there may be 18 decimals.
      String rest = random.nextBoolean() ? "" : ".00000000000000000" + random.nextInt(4);
      return seconds - seconds % COARSE_SECONDS + rest;
    }
    if (faults.contains(Fault.FUTURE_TIMES) && choice < 11) {
      world.tally().injected(Fault.FUTURE_TIMES);
      return String.valueOf(now / SECOND + (1L << random.nextInt(30)));
    }
    return switch (choice) {
      case 11 -> time(now - random.nextLong(10 * SECOND));
      case 12 -> String.valueOf(random.nextInt(4));
      default -> time(now);
    };
  }

  private static long now(SimServer server) {
    return server.clock().nanos();
  }

  private static String time(long nanos) {
    return nanos / SECOND + "." + "%09d".formatted(nanos % SECOND);
  }

  private String badLine() {
    int choice = random.nextInt(BAD_LINES.size() + 1);
    return choice == BAD_LINES.size()
        ? "x".repeat(1 + random.nextInt(6000))
        : BAD_LINES.get(choice);
  }
}
