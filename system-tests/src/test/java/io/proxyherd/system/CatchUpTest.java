package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import io.proxyherd.system.FaultProxy.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Ball was killed and comes back to Alford: with its journal it asks for the gap only, with nothing
 * it gets a copy of everything. The figures for a million clients:
 *
 * <pre>
 * mvn verify -Dtest=CatchUpTest -Dsurefire.failIfNoSpecifiedTests=false \\
 *     -Dcatchup.clients=1000000 -Dcatchup.rounds=3 -Dherd.jvm=-Xmx2g
 * </pre>
 */
@DisabledOnOs(OS.WINDOWS)
final class CatchUpTest {
  private static final int CLIENTS = Integer.getInteger("catchup.clients", 20_000);
  private static final int ROUNDS = Integer.getInteger("catchup.rounds", 1);
  private static final int GAP = 100;
  private static final int BATCH = 1000;
  private static final List<LinkConfig> LINK = List.of(new LinkConfig("Alford", "Ball"));
  private static final String SETTINGS =
      """
      log: {level: info}
      reports: {max-clients: 20000000}
      peer: {reconnect-min: 20 ms, reconnect-max: 200 ms}
      """;

  /**
   * What a start took.
   *
   * @param seconds from the start of the process until it is ready and has what Alford has
   * @param bytes that Alford sent it
   */
  private record Start(double seconds, long bytes) {}

  @TempDir private Path dir;
  private long second = 1_700_000_000;

  @Test
  void aServerThatComesBackAsksForTheGapOnly() throws Exception {
    try (var herd = new ProcessHerd(dir, LINK, SETTINGS)) {
      herd.start("Alford");
      herd.process("Alford").says("^Alford is up");
      report(herd, CLIENTS);
      var copies = new ArrayList<Start>();
      var restarts = new ArrayList<Start>();
      for (int round = 0; round < ROUNDS; round++) {
        forgetEverything();
        copies.add(start(herd));
        herd.kill("Ball");
        report(herd, GAP);
        restarts.add(start(herd));
        herd.kill("Ball");
      }
      print("full copy", copies);
      print("with its journal", restarts);
      assertThat(bytes(restarts)).isLessThan(bytes(copies) / 10);
    }
  }

  /** The first clients move once more. */
  private void report(ProcessHerd herd, int clients) throws IOException {
    second++;
    try (var client = new TestClient(herd.clients("Alford"))) {
      for (int from = 0; from < clients; from += BATCH) {
        int to = Math.min(clients, from + BATCH);
        var commands = new StringBuilder();
        for (int i = from; i < to; i++) {
          commands.append("IAMAT client-%012d +34.068930-118.445127 %d.5%n".formatted(i, second));
        }
        client.sends(commands.toString());
        for (int i = from; i < to; i++) {
          assertThat(client.hears()).startsWith("AT Alford ");
        }
      }
    }
  }

  private static Start start(ProcessHerd herd) throws Exception {
    FaultProxy link = herd.proxies().getFirst();
    long bytesBefore = link.carriedBytes(Direction.TO_TARGET);
    long startNanos = System.nanoTime();
    herd.start("Ball");
    Eventually.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> hasAll(herd));
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new Start(seconds, link.carriedBytes(Direction.TO_TARGET) - bytesBefore);
  }

  private static boolean hasAll(ProcessHerd herd) throws InterruptedException {
    Optional<JsonNode> ball = herd.state("Ball");
    return ball.isPresent()
        && ball.get().at("/ready").asBoolean()
        && herd.digest("Ball").equals(herd.digest("Alford"));
  }

  private void forgetEverything() throws IOException {
    Path data = dir.resolve("herd-data/Ball");
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static long bytes(List<Start> starts) {
    return starts.stream().mapToLong(Start::bytes).max().orElseThrow();
  }

  private static void print(String how, List<Start> starts) {
    List<Start> sorted =
        starts.stream().sorted(Comparator.comparingDouble(Start::seconds)).toList();
    Start median = sorted.get(sorted.size() / 2);
    System.out.printf(
        "start %-16s %,d clients: ready after %.2f s (median of %d), %,d bytes%n",
        how, CLIENTS, median.seconds(), starts.size(), median.bytes());
  }
}
