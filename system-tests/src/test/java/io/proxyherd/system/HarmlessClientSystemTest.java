package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.PlaceFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come, go and break off, one or a thousand, do no harm. */
@Timeout(120)
final class HarmlessClientSystemTest {
  private static final PlaceFinder NEVER = (_, _) -> {};

  @TempDir private Path dir;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aThousandClientsAtOnceLeaveNothingBehind() throws Exception {
    try (var herd = TestHerd.ofFive(dir).isLinked()) {
      herd.hears("Alford", "IAMAT first +1-2 3");
      long before = descriptors();
      var clients = new ArrayList<TestClient>();
      for (int i = 0; i < 1_000; i++) {
        clients.add(herd.client("Alford"));
      }
      for (int i = 0; i < 1_000; i++) {
        clients.get(i).says("IAMAT c" + i + " +1-2 " + i).says("WHATSAT c" + i + " 1 1");
      }
      for (int i = 0; i < 1_000; i++) {
        String at = clients.get(i).hears();
        assertThat(at).matches("AT Alford \\+\\d+\\.\\d{9} c" + i + " \\+1-2 " + i);
        assertThat(clients.get(i).hears()).isEqualTo(at);
        assertThat(clients.get(i).hearsPlaces()).contains("ZERO_RESULTS");
      }
      for (TestClient client : clients) {
        client.close();
      }
      Eventually.await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void breakingOffAtAnyMomentLeavesNothingBehind() throws Exception {
    try (var herd = TestHerd.ofFive(dir, NEVER, "places.deadline=200 ms").isLinked()) {
      herd.hears("Alford", "IAMAT kiwi +1-2 3");
      long before = descriptors();
      for (String said :
          List.of("", "IAMA", "WHATSAT kiwi 1 1\n", "WHATSAT kiwi 1 1\n".repeat(5_000))) {
        for (int i = 0; i < 20; i++) {
          herd.client("Alford").sends(said).close();
          herd.client("Alford").sends(said).resets();
          var ended = herd.client("Alford").sends(said).endsItsSide();
          ended.resets();
        }
      }
      Eventually.await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
      assertThat(herd.hears("Alford", "IAMAT kiwi +1-2 4")).startsWith("AT Alford ");
      assertThat(herd.log("Alford")).noneMatch(line -> line.contains(" error "));
    }
  }

  @Test
  void oneMoreThanTheMostIsSentAway() throws Exception {
    try (var herd = TestHerd.ofFive(dir, "client.max-connections=3")) {
      var clients = new ArrayList<TestClient>();
      for (int i = 0; i < 3; i++) {
        clients.add(herd.client("Ball"));
        assertThat(clients.get(i).says("IAMAT c" + i + " +1-2 3").hears()).startsWith("AT Ball ");
      }
      try (var fourth = herd.client("Ball")) {
        fourth.hearsTheEnd();
      }
      assertThat(clients.getFirst().asksFor("c2")).startsWith("AT Ball ");
      clients.getFirst().close();
      Eventually.await()
          .ignoreException(IOException.class)
          .ignoreExceptionsInstanceOf(AssertionError.class)
          .until(() -> herd.hears("Ball", "IAMAT c4 +1-2 3").startsWith("AT Ball "));
      for (TestClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void whoSaysNothingForLongIsDisconnected() throws Exception {
    try (var herd = TestHerd.ofFive(dir, "client.idle-timeout=1 s");
        var silent = herd.client("Ball");
        var half = herd.client("Ball").sends("IAMAT kiwi")) {
      silent.hearsTheEnd();
      half.hearsTheEnd();
    }
  }

  @Test
  void placesThatNeverComeHoldNobodyUp() throws Exception {
    var kept = new CopyOnWriteArrayList<Consumer<NearbyAnswer>>();
    try (var herd = TestHerd.ofFive(dir, (_, answer) -> kept.add(answer), "places.deadline=1 s");
        var waiting = herd.client("Ball");
        var other = herd.client("Ball")) {
      String at = waiting.says("IAMAT kiwi +1-2 3").hears();
      waiting.sends("WHATSAT kiwi 1 1\n".repeat(100));
      Eventually.await().until(() -> !kept.isEmpty());
      assertThat(other.says("IAMAT other +1-2 3").hears()).startsWith("AT Ball ");
      for (int i = 0; i < 100; i++) {
        assertThat(waiting.hears()).isEqualTo(at);
        assertThat(waiting.hearsPlaces())
            .contains("\"results\":[]", "\"status\":\"UNKNOWN_ERROR\"", "no places within 1000 ms");
      }
      assertThat(waiting.says("IAMAT kiwi +1-2 4").hears()).startsWith("AT Ball ");
    }
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
