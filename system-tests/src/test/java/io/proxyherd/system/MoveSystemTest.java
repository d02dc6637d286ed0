package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.moving.HerdSink;
import io.proxyherd.store.Report;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A herd under load is moved to a database, server by server, and back; nothing is lost. */
@Timeout(300)
final class MoveSystemTest {
  private static final int REPORTS_PER_STEP = 500;

  private final SharedStore database = new SharedStore();

  @TempDir private Path dir;

  @Test
  void thereAndBackWithoutLossOrStop() throws Exception {
    try (var herd = new MovingHerd(dir, database);
        var reporters = new Reporters(herd.addresses(), new Random(1))) {
      moves(herd, reporters, "both");
      moves(herd, reporters, "cassandra");
      moves(herd, reporters, "both");
      reporters.whileTheyRest(() -> {
        herd.comesToRest();
        bringBack(herd);
        return true;
      });
      moves(herd, reporters, "herd");
      assertThat(database.size()).isPositive();
    }
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
    Eventually.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> reporters.acknowledged() >= goal);
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
  private void bringBack(MovingHerd herd) throws Exception {
    List<Report> all = database.reports();
    try (var sink = new HerdSink(herd.config(), herd.config().servers(), Duration.ofSeconds(30))) {
      assertThat(sink.take(all)).isEmpty();
    }
  }
}
