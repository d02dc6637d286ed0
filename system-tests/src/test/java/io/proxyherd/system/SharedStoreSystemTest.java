package io.proxyherd.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.StoreFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five servers that keep their reports in one store outside the herd, as clients see them. */
@Timeout(120)
final class SharedStoreSystemTest {
  private static final String CASSANDRA = "store=cassandra";

  @TempDir private Path dir;
  private final SharedStore store = new SharedStore();

  @Test
  void whatAnyServerHearsEveryServerAnswersAtOnce() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, CASSANDRA)) {
      for (String server : herd.names()) {
        String at = herd.hears(server, "IAMAT at-" + server + " +34.068930-118.445127 1.5");
        assertThat(at).startsWith("AT " + server + " +");
        for (String other : herd.names()) {
          try (var client = herd.client(other)) {
            assertThat(client.asksFor("at-" + server)).isEqualTo(at);
          }
        }
      }
      assertThat(store.size()).isEqualTo(5);
      assertThat(herd.log("Ball"))
          .anyMatch(line -> line.endsWith(", reports in a shared store: no links, no journal"))
          .noneMatch(line -> line.contains("neighbours ,"))
          .noneMatch(line -> line.contains("not connected"));
    }
  }

  @Test
  void theNewestReportWinsWhoeverHeardIt() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, CASSANDRA);
        var client = herd.client("Welsh")) {
      String newest = herd.hears("Alford", "IAMAT kiwi +1+2 20");
      assertThat(herd.hears("Ball", "IAMAT kiwi +3+4 10")).startsWith("AT Ball ");
      assertThat(client.asksFor("kiwi")).isEqualTo(newest);
      String newer = client.says("IAMAT kiwi +5+6 30").hears();
      assertThat(herd.hears("Ball", "WHATSAT kiwi 10 1")).isEqualTo(newer);
    }
  }

  @Test
  void aServerThatStartsAgainKnowsAllAtOnce() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, CASSANDRA)) {
      String at = herd.hears("Alford", "IAMAT kiwi +1+2 3");
      herd.stop("Alford");
      herd.start("Alford");
      try (var client = herd.client("Alford")) {
        assertThat(client.asksFor("kiwi")).isEqualTo(at);
      }
      assertThat(herd.known("Alford")).isZero();
    }
  }

  @Test
  void aStoreThatFailsIsAnsweredByARefusal() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, CASSANDRA);
        var client = herd.client("Ball")) {
      String at = client.says("IAMAT kiwi +1+2 3").hears();
      store.fail(StoreFailure.UNAVAILABLE);
      assertThat(client.says("IAMAT kiwi +1+2 4").hears()).isEqualTo("? IAMAT kiwi +1+2 4");
      assertThat(client.asksFor("kiwi")).isEqualTo("? WHATSAT kiwi 10 5");
      store.recover();
      assertThat(client.asksFor("kiwi")).isEqualTo(at);
      assertThat(herd.log("Ball"))
          .anyMatch(line -> line.endsWith("store is away: nobody answers; start it"))
          .anyMatch(line -> line.endsWith("store is there: a shared one"));
    }
  }

  @Test
  void aStoreThatDoesNotAnswerIsGivenUpAtTheTimeout() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, CASSANDRA, "cassandra.timeout=100 ms");
        var client = herd.client("Ball")) {
      store.beSlow();
      assertThat(client.says("IAMAT kiwi +1+2 3").hears()).isEqualTo("? IAMAT kiwi +1+2 3");
      assertThat(client.asksFor("kiwi")).isEqualTo("? WHATSAT kiwi 10 5");
      store.recover();
      assertThat(client.says("IAMAT kiwi +1+2 4").hears()).startsWith("AT Ball ");
    }
  }

  @Test
  void aSlowStoreHoldsItsClientsBackAndLosesNoReply() throws Exception {
    int count = 20_000;
    try (var herd =
            TestHerd.ofFive(
                dir, store, CASSANDRA, "cassandra.max-in-flight=4", "cassandra.timeout=60 s");
        var client = herd.client("Ball")) {
      store.beSlow();
      String lines =
          IntStream.range(0, count).mapToObj("IAMAT c%d +1+2 3\n"::formatted).collect(joining());
      var sending =
          Thread.startVirtualThread(() -> {
            try {
              client.sends(lines);
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      Eventually.await().until(() -> store.inFlight() >= 4);
      // Others are served meanwhile, as far as the store is not needed.
      assertThat(herd.hears("Ball", "nonsense")).isEqualTo("? nonsense");
      assertThat(store.inFlight()).as("of what was read in one go").isLessThan(5000);
      store.recover();
      var heard = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        heard.add(client.hears().split(" ", -1)[3]);
      }
      sending.join();
      assertThat(heard).isEqualTo(IntStream.range(0, count).mapToObj("c%d"::formatted).toList());
    }
  }

  @Test
  void tooManyRequestsAreRefusedAtOnce() throws Exception {
    try (var herd =
            TestHerd.ofFive(
                dir,
                store,
                CASSANDRA,
                "cassandra.max-in-flight=1",
                "cassandra.max-waiting=1",
                "cassandra.timeout=60 s");
        var client = herd.client("Ball")) {
      store.beSlow();
      var _ = client.sends("IAMAT a +1+2 3\nIAMAT b +1+2 3\nIAMAT c +1+2 3\nIAMAT d +1+2 3\n");
      Eventually.await().until(() -> store.inFlight() == 2);
      store.recover();
      var replies = List.of(client.hears(), client.hears(), client.hears(), client.hears());
      assertThat(replies.subList(0, 2)).allMatch(reply -> reply.startsWith("AT Ball "));
      assertThat(replies.subList(2, 4)).containsExactly("? IAMAT c +1+2 3", "? IAMAT d +1+2 3");
    }
  }
}
