package io.proxyherd.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.moving.CassandraSource;
import io.proxyherd.moving.HerdSink;
import io.proxyherd.moving.Source;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.store.Report;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A herd under load is moved to a database, server by server, and back; nothing is lost. */
@Timeout(900)
final class MoveSystemTest {
  private static final int REPORTS_PER_STEP = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SharedStore database = new SharedStore();

  @TempDir private Path dir;

  @Test
  void thereAndBackWithoutLossOrStop() throws Exception {
    try (var herd = new MovingHerd(dir, database)) {
      thereAndBack(herd, database::reports);
    }
  }

  /** Five servers that restart twenty times, each with a sweep, beside three nodes: minutes. */
  @Test
  @EnabledIfSystemProperty(
      named = "move.cassandra",
      matches = "true",
      disabledReason = "takes minutes: -Dmove.cassandra=true")
  void toCassandraAndBackWithoutLossOrStop() throws Exception {
    CassandraSettings settings = TestCluster.settings("move" + System.nanoTime());
    TestCluster.create(settings);
    String nodes =
        settings.contactPoints().stream()
            .map(node -> node.getHostString() + ":" + node.getPort())
            .collect(joining(","));
    var environment =
        Map.of(
            "HERD_CASSANDRA_CONTACT_POINTS", nodes,
            "HERD_CASSANDRA_LOCAL_DATACENTER", settings.localDatacenter(),
            "HERD_CASSANDRA_KEYSPACE", settings.keyspace());
    try (var herd = new MovingHerd(dir, new CassandraDatabases(Map.of()), environment)) {
      thereAndBack(herd, () -> all(settings));
    }
  }

  private static void thereAndBack(MovingHerd herd, Callable<List<Report>> kept) throws Exception {
    try (var reporters = new Reporters(herd.addresses(), new Random(1))) {
      moves(herd, reporters, "both");
      moves(herd, reporters, "cassandra");
      moves(herd, reporters, "both");
      reporters.whileTheyRest(() -> {
        herd.comesToRest();
        bringBack(herd, kept.call());
        return true;
      });
      moves(herd, reporters, "herd");
    }
  }

  private static List<Report> all(CassandraSettings settings) throws Exception {
    var all = new ArrayList<Report>();
    try (var source = CassandraSource.open(settings, "Cassandra", PATIENCE)) {
      Optional<String> next = Optional.empty();
      do {
        Source.Page page = source.read(next);
        all.addAll(page.reports());
        next = page.next();
      } while (next.isPresent());
    }
    return all;
  }

  /** It may be the last one that knows it. */
  @Test
  void aServerThatStopsBringsTheDatabaseFirstWhatItIsOwed() throws Exception {
    try (var herd = new MovingHerd(dir, database)) {
      herd.restart("Alford", "both");
      database.beSlow();
      try (var client = new TestClient(herd.addresses().getFirst())) {
        assertThat(client.says("IAMAT kiwi +1+2 3").hears()).startsWith("AT Alford ");
      }
      Eventually.await().until(() -> database.inFlight() > 0);
      var stopping = CompletableFuture.runAsync(() -> herd.stop("Alford"));
      database.recover();
      stopping.join();
      assertThat(database.size()).isEqualTo(1);
    }
  }

  /** One server after the other; at each step all of them know what was acknowledged. */
  private static void moves(MovingHerd herd, Reporters reporters, String store) throws Exception {
    for (String server : herd.names()) {
      reportSome(reporters);
      herd.restart(server, store);
      reportSome(reporters);
      reporters.whileTheyRest(() -> {
        herd.comesToRest();
        allKnowEverything(herd, reporters, server + " with " + store);
        return true;
      });
    }
  }

  private static void reportSome(Reporters reporters) {
    long goal = reporters.acknowledged() + REPORTS_PER_STEP;
    Eventually.await().atMost(PATIENCE).until(() -> reporters.acknowledged() >= goal);
  }

  private static void allKnowEverything(MovingHerd herd, Reporters reporters, String when)
      throws Exception {
    Map<String, String> acknowledged = reporters.newest();
    List<String> clients = List.copyOf(acknowledged.keySet());
    for (InetSocketAddress server : herd.addresses()) {
      try (var client = new TestClient(server)) {
        assertThat(reporters.lost(acknowledged, clients, client.asksForAll(clients)))
            .as("lost at %s after %s", server, when)
            .isEmpty();
      }
    }
  }

  /** As {@code herd export --from cassandra | herd import --to herd -} does. */
  private static void bringBack(MovingHerd herd, List<Report> all) throws Exception {
    try (var sink = new HerdSink(herd.config(), herd.config().servers(), PATIENCE)) {
      assertThat(sink.take(all)).isEmpty();
    }
  }
}
