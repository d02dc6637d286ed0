package io.proxyherd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In steady state an update reaches each other server exactly once, whatever the graph. */
final class MessagesPerUpdateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int UPDATES = 10;

  private final Timeline timeline = new Timeline();
  private final Tally tally = new Tally();
  private final Oracle oracle = new Oracle(Rules.SIMPLE, tally);
  private final World world =
      new World(
          timeline,
          new Chance(1),
          Rules.SIMPLE,
          oracle,
          tally,
          new SharedStore(timeline, new Chance(1), oracle));
  private final SplittableRandom random = new SplittableRandom(1);
  private final Set<Set<Integer>> edges = new LinkedHashSet<>();

  @Test
  void onARingOf5() {
    for (int server = 0; server < 5; server++) {
      edge(server, (server + 1) % 5);
    }
    eachUpdateTakes(4);
  }

  @Test
  void onAGridOf25() {
    for (int server = 0; server < 25; server++) {
      if (server % 5 < 4) {
        edge(server, server + 1);
      }
      if (server < 20) {
        edge(server, server + 5);
      }
    }
    eachUpdateTakes(24);
  }

  @Test
  void onAMeshOf50() {
    for (int one = 0; one < 50; one++) {
      for (int other = 0; other < one; other++) {
        edge(one, other);
      }
    }
    eachUpdateTakes(49);
  }

  @Test
  void onARandomGraphOf200() {
    for (int server = 1; server < 200; server++) {
      edge(server, random.nextInt(server));
    }
    for (int more = 0; more < 400; more++) {
      int one = random.nextInt(200);
      int other = random.nextInt(200);
      if (one != other) {
        edge(one, other);
      }
    }
    eachUpdateTakes(199);
  }

  private void edge(int one, int other) {
    edges.add(Set.of(one, other));
  }

  private void eachUpdateTakes(int messages) {
    List<String> names = IntStream.rangeClosed(0, messages).mapToObj("s%03d"::formatted).toList();
    var herd = new Herd(world, names, edges, () -> Quality.FINE);
    var clients = new Clients(world, herd.servers(), 1, Set.of());
    timeline.runUntil(6 * SECOND);
    long before = herd.reportsSent();
    for (int update = 0; update < UPDATES; update++) {
      SimServer server = herd.servers().get(random.nextInt(names.size()));
      clients.report(server, "c" + update);
      timeline.runUntil(timeline.nowNanos() + SECOND);
    }

    assertThat(herd.servers())
        .allMatch(server -> server.life().orElseThrow().node().store().size() == UPDATES);
    assertThat(herd.reportsSent() - before).isEqualTo((long) messages * UPDATES);
  }
}
