package io.proxyherd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** In steady state an update reaches each other server exactly once, whatever the graph. */
final class MessagesPerUpdateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int UPDATES = 10;

  private final Timeline timeline = new Timeline();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<Integer, Set<Integer>> edges = new HashMap<>();

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
    edges.computeIfAbsent(one, _ -> new TreeSet<>()).add(other);
    edges.computeIfAbsent(other, _ -> new TreeSet<>()).add(one);
  }

  private void eachUpdateTakes(int messages) {
    List<SimServer> servers = herd();
    timeline.runUntil(6 * SECOND);
    long before = sent(servers);
    for (int update = 0; update < UPDATES; update++) {
      SimServer server = servers.get(random.nextInt(servers.size()));
      new SimClient(_ -> {})
          .say("IAMAT c%d +1+1 %d".formatted(update, 1000 + update), server, random);
      timeline.runUntil(timeline.nowNanos() + SECOND);
    }

    assertThat(servers).allMatch(server -> server.node().store().size() == UPDATES);
    assertThat(sent(servers) - before).isEqualTo((long) messages * UPDATES);
  }

  private List<SimServer> herd() {
    var servers = new ArrayList<SimServer>();
    for (int server = 0; server < edges.size(); server++) {
      var neighbours = new LinkedHashSet<String>();
      edges.getOrDefault(server, Set.of()).forEach(other -> neighbours.add(name(other)));
      servers.add(new SimServer(name(server), neighbours, timeline, random.split()));
    }
    edges.forEach((one, others) ->
        others.stream()
            .filter(other -> one < other)
            .forEach(other ->
                new Cable(
                    servers.get(one), servers.get(other), timeline, random.split(), Quality.FINE)));
    return servers;
  }

  private static String name(int server) {
    return "s%03d".formatted(server);
  }

  private static long sent(List<SimServer> servers) {
    return servers.stream().mapToLong(SimServer::reportsSent).sum();
  }
}
