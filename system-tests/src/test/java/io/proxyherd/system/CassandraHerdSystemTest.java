package io.proxyherd.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.ops.CassandraDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Five servers on a real Cassandra, switched to it by the configuration alone. */
@Timeout(180)
final class CassandraHerdSystemTest {
  @TempDir private Path dir;

  private TestHerd five(CassandraSettings settings, String... more) throws Exception {
    String nodes =
        settings.contactPoints().stream()
            .map(node -> node.getHostString() + ":" + node.getPort())
            .collect(joining(","));
    var all =
        new ArrayList<>(
            List.of(
                "cassandra.contact-points=" + nodes,
                "cassandra.local-datacenter=" + settings.localDatacenter(),
                "cassandra.keyspace=" + settings.keyspace(),
                "cassandra.timeout=30 s"));
    all.addAll(List.of(more));
    return TestHerd.ofFive(dir, new CassandraDatabases(Map.of()), all.toArray(String[]::new));
  }

  private static void isUp(Api api, TestHerd herd) throws Exception {
    for (String server : herd.names()) {
      Eventually.await()
          .untilAsserted(() -> {
            JsonNode told = api.get(server, "/v1/server").json().at("/store");
            assertThat(told.at("/health").asString()).as("%s", told).isEqualTo("up");
          });
    }
  }

  @Test
  void whatAnyServerHearsEveryServerAnswersAtOnce() throws Exception {
    CassandraSettings settings = TestCluster.settings("five");
    TestCluster.create(settings);
    String run = Long.toString(System.nanoTime(), 36);
    try (var herd = five(settings, "store=cassandra");
        var api = new Api(herd)) {
      isUp(api, herd);
      for (String server : herd.names()) {
        String client = server + "-" + run;
        String at = herd.hears(server, "IAMAT " + client + " +34.068930-118.445127 1795397982.5");
        assertThat(at).startsWith("AT " + server + " ");
        for (String other : herd.names()) {
          try (var asking = herd.client(other)) {
            assertThat(asking.asksFor(client)).isEqualTo(at);
          }
        }
      }
      String forgotten = "/v1/clients/Ball-" + run;
      assertThat(api.get("Welsh", forgotten).status()).isEqualTo(200);
      assertThat(api.send("Alford", "DELETE", forgotten, "").status()).isEqualTo(200);
      assertThat(api.get("Welsh", forgotten).status()).isEqualTo(404);
      var scrape = new Scrape(api.get("Ball", "/metrics").body(), false);
      assertThat(scrape.value("proxyherd_store_nodes", "state", "up")).isEqualTo(3);
      assertThat(
              scrape.value("proxyherd_store_requests_total", "operation", "read", "result", "done"))
          .isGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void aKeyspaceThatIsMissingIsToldWithTheCure() throws Exception {
    CassandraSettings settings = TestCluster.settings("never_created");
    try (var herd = five(settings, "store=cassandra");
        var api = new Api(herd)) {
      Eventually.await()
          .untilAsserted(() ->
              assertThat(api.get("Ball", "/readyz").json().at("/readiness").asString())
                  .contains("waits for Cassandra: ", "herd cassandra init"));
      assertThat(herd.hears("Ball", "IAMAT kiwi +1+2 3")).isEqualTo("? IAMAT kiwi +1+2 3");
      assertThat(api.put("Ball", "kiwi", "{\"location\":\"+1+2\"}").status()).isEqualTo(503);
    }
  }

  @Test
  void aHerdThatMovesBringsAllToCassandra() throws Exception {
    CassandraSettings settings = TestCluster.settings("moves");
    TestCluster.create(settings);
    String client = "mover-" + Long.toString(System.nanoTime(), 36);
    String at;
    try (var herd = five(settings, "store=both")) {
      herd.isLinked();
      at = herd.hears("Ball", "IAMAT " + client + " +1+2 1795397982.5");
      herd.isKnownAt(herd.names(), client, at);
      try (var api = new Api(herd)) {
        isUp(api, herd);
        Eventually.await()
            .untilAsserted(() ->
                assertThat(api.get("Ball", "/v1/server").json().at("/store/owed").asInt())
                    .isZero());
      }
    }
    try (var herd = five(settings, "store=cassandra");
        var api = new Api(herd)) {
      isUp(api, herd);
      try (var asking = herd.client("Welsh")) {
        assertThat(asking.asksFor(client)).isEqualTo(at);
      }
    }
  }
}
