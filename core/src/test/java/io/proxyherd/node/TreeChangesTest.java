package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.link.PeerLink;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Updates go on and on while the links of a ring are cut and come back, one at a time: the herd is
 * always connected, but by another tree again and again, and whatever was on its way when a link
 * was cut must come by another.
 */
final class TreeChangesTest {
  private static final List<String> NAMES = List.of("A", "B", "C", "D", "E");
  private static final Weather USUAL = new Weather(1000, Duration.ofMillis(3), 1 << 14);
  // So many that most never report again after a cut: later reports would hide a loss.
  private static final int CLIENTS = 3000;
  private static final int CUTS = 15;

  private final Map<String, String> newest = new TreeMap<>();
  private final Set<Set<String>> trees = new HashSet<>();
  private int updates;

  @Seeds(count = 10)
  void noUpdateIsLost(long seed) {
    var world = new World(seed);
    Random random = world.random();
    startRing(world);
    List<RecordingClient> clients = world.servers().stream().map(HerdServer::connect).toList();

    for (int cuts = 0; cuts < CUTS; cuts++) {
      Cable cable = world.cables().get(random.nextInt(NAMES.size()));
      cable.cut();
      update(world, clients, random.nextInt(200));
      cable.plugIn();
      update(world, clients, random.nextInt(200));
    }
    // One look at what a neighbour has and one way round: no more than that may be outstanding.
    world.advance(Duration.ofSeconds(4));

    for (HerdServer server : world.servers()) {
      assertThat(lines(server)).as(server.name()).isEqualTo(newest);
    }
    assertThat(trees).as("trees by which updates travelled").hasSizeGreaterThan(2);
  }

  private static void startRing(World world) {
    for (String name : NAMES) {
      world.start(name, Conditions.DEFAULT, Set.copyOf(NAMES));
    }
    for (int i = 0; i < NAMES.size(); i++) {
      world.lay(NAMES.get(i), NAMES.get((i + 1) % NAMES.size()), USUAL);
    }
    world.advance(Duration.ofSeconds(5));
  }

  /** One every 10 ms on average, from any client to any server. */
  private void update(World world, List<RecordingClient> clients, int count) {
    Random random = world.random();
    for (int i = 0; i < count; i++) {
      String id = "k" + random.nextInt(CLIENTS);
      RecordingClient client = clients.get(random.nextInt(clients.size()));
      client.say("IAMAT %s +1-2 %d\n".formatted(id, ++updates));
      newest.put(id, client.take().strip());
      world.advance(Duration.ofMillis(random.nextInt(20)));
    }
    trees.add(tree(world));
  }

  /** Who feeds whom. */
  private static Set<String> tree(World world) {
    return world.servers().stream()
        .flatMap(server ->
            server.node().neighbourhood().links().stream()
                .filter(PeerLink::isFeeding)
                .map(link -> server.name() + link.peer()))
        .collect(toSet());
  }

  private static Map<String, String> lines(HerdServer server) {
    return server.reports().entrySet().stream()
        .collect(
            toMap(Map.Entry::getKey, report -> new String(report.getValue().line(), US_ASCII)));
  }
}
