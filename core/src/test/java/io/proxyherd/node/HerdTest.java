package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Any connected herd in any weather: when that has cleared up, all know the same. */
final class HerdTest {
  private static final long START_NANOS = 1_000_000_000_000L;

  private final Map<String, Report> accepted = new TreeMap<>();

  @Seeds(count = 200)
  void agreesOnTheGreatestReportsOnceTheWeatherClears(long seed) {
    var world = new World(seed);
    Random random = world.random();
    startHerd(world, random);
    List<RecordingClient> clients = world.servers().stream().map(HerdServer::connect).toList();

    for (int step = 0; step < 150; step++) {
      if (random.nextInt(4) == 0) {
        disturb(world.cables().get(random.nextInt(world.cables().size())), random);
      }
      int server = random.nextInt(clients.size());
      report(world.servers().get(server), clients.get(server), random);
      world.advance(Duration.ofMillis(random.nextInt(100)));
    }
    for (Cable cable : world.cables()) {
      cable.resume();
      cable.plugIn();
    }
    world.advance(Duration.ofSeconds(60));

    for (HerdServer server : world.servers()) {
      assertThat(server.reports()).as(server.name()).isEqualTo(accepted);
    }
  }

  /** 2..8 servers: a random tree, and a few cables more; clocks that differ a little. */
  private static void startHerd(World world, Random random) {
    int count = 2 + random.nextInt(7);
    Set<String> names =
        IntStream.range(0, count).mapToObj(i -> "S" + i).collect(Collectors.toSet());
    for (int i = 0; i < count; i++) {
      HerdServer server = world.start("S" + i, Conditions.DEFAULT, names);
      server.clock().setWall(START_NANOS + random.nextInt(1_000_000_000));
    }
    List<Set<Integer>> laid = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      lay(world, i, random.nextInt(i), laid);
    }
    for (int more = random.nextInt(count); more > 0; more--) {
      lay(world, random.nextInt(count), random.nextInt(count), laid);
    }
  }

  private static void lay(World world, int one, int other, List<Set<Integer>> laid) {
    if (one != other && !laid.contains(Set.of(one, other))) {
      laid.add(Set.of(one, other));
      world.lay("S" + one, "S" + other, Weather.any(world.random()));
    }
  }

  private static void disturb(Cable cable, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> cable.cut();
      case 1 -> cable.stop();
      case 2 -> cable.resume();
      default -> cable.plugIn();
    }
  }

  /** Few clients and few times, so that there are ties; some clocks are ahead. */
  private void report(HerdServer server, RecordingClient client, Random random) {
    String id = "k" + random.nextInt(5);
    String location = "+" + random.nextInt(3) + "+1";
    String time = String.valueOf(random.nextInt(10) == 0 ? 5000 : 990 + random.nextInt(30));
    Optional<Report> before = Optional.ofNullable(server.reports().get(id));
    client.say("IAMAT " + id + " " + location + " " + time + "\n");

    Report said = asSaid(client.take().strip());
    boolean repeated =
        before.filter(known -> known.toString().endsWith(" " + location + " " + time)).isPresent();
    Report expected =
        repeated ? before.get() : before.map(known -> newer(known, said)).orElse(said);
    assertThat(server.reports()).containsEntry(id, expected);
    accepted.merge(id, expected, HerdTest::newer);
  }

  private static Report newer(Report one, Report other) {
    return other.isNewerThan(one) ? other : one;
  }

  /** The moment of receipt is in the reply: client time, whole seconds here, plus skew. */
  private static Report asSaid(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    BigDecimal receivedAt = new BigDecimal(fields.get(2)).add(new BigDecimal(fields.get(5)));
    return Reports.of(line, receivedAt.movePointRight(9).longValueExact(), 60_000);
  }
}
