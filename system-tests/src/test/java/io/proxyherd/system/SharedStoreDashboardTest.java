package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proxyherd.store.StoreFailure;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard of servers that keep their reports in one store outside the herd, in a real
 * browser; skipped where there is none.
 */
@Timeout(240)
final class SharedStoreDashboardTest {
  @TempDir private static Path profile;
  private static @Nullable Browser shared;

  @TempDir private Path dir;
  private final SharedStore store = new SharedStore();

  @BeforeAll
  static void startBrowser() throws Exception {
    var missing = Browser.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    shared = new Browser(profile);
  }

  @AfterAll
  static void stopBrowser() {
    if (shared != null) {
      shared.close();
    }
  }

  @AfterEach
  void leave() {
    browser().open("about:blank");
  }

  private static Browser browser() {
    return Objects.requireNonNull(shared);
  }

  private static void open(TestHerd herd, String server) {
    var _ = browser().errors();
    browser().open("http://127.0.0.1:" + herd.http(server).getPort() + "/");
  }

  private static void knows(String client, String heardBy) {
    Eventually.await()
        .untilAsserted(() ->
            assertThat(
                    browser()
                        .run(
                            "return globalThis.dashboard.clients.all.get(arguments[0])?.heardBy"
                                + " ?? ''",
                            client)
                        .asString())
                .as(client)
                .isEqualTo(heardBy));
  }

  @Test
  void theMapShowsTheClientsOfAllServers() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, "store=cassandra")) {
      var _ = herd.hears("Ball", "IAMAT early +1+2 3");
      open(herd, "Alford");
      browser().shows("#state", "All 5 servers are well");
      browser().shows("#store", "Cassandra");
      browser().shows("#live-from", "5 servers");
      browser().shows("#graph .store", "Cassandra");
      knows("early", "Ball");
      for (String server : herd.names()) {
        var _ = herd.hears(server, "IAMAT at-" + server + " +34.068930-118.445127 1.5");
        knows("at-" + server, server);
      }
      browser().shows("#count-clients", "6");
      // The newest counts, wherever it was said, and whoever tells it last.
      var _ = herd.hears("Welsh", "IAMAT early +3+4 20");
      knows("early", "Welsh");
      var _ = herd.hears("Holiday", "IAMAT early +5+6 10");
      var _ = herd.hears("Holiday", "IAMAT late +5+6 10");
      knows("late", "Holiday");
      knows("early", "Welsh");
      assertThat(browser().text("#servers button:last-child")).isEmpty();
      assertThat(browser().text("table .digest")).isEmpty();
      assertThat(browser().errors()).isEmpty();
    }
  }

  @Test
  void aServerThatIsStoppedLeavesTheOthersOnTheMap() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, "store=cassandra")) {
      open(herd, "Alford");
      browser().shows("#live-from", "5 servers");
      herd.stop("Ball");
      browser().shows("#state", "Ball is away");
      browser().shows("#live-from", "4 servers");
      var _ = herd.hears("Welsh", "IAMAT kiwi +1+2 3");
      knows("kiwi", "Welsh");
      herd.start("Ball");
      browser().shows("#live-from", "5 servers");
      var _ = herd.hears("Ball", "IAMAT emu +1+2 3");
      knows("emu", "Ball");
    }
  }

  @Test
  void aStoreThatIsAwayIsSeen() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, "store=cassandra")) {
      open(herd, "Alford");
      browser().shows("#state", "All 5 servers are well");
      store.fail(StoreFailure.UNAVAILABLE);
      browser().shows("#state", "5 servers are without Cassandra");
      browser().shows("#store", "Cassandra away");
      browser().shows("#servers tr[data-server=Ball][data-state=storeless] .how", "no Cassandra");
      store.recover();
      browser().shows("#state", "All 5 servers are well");
    }
  }

  @Test
  void aHerdThatMovesShowsWhatIsStillToBeWritten() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, "store=both").isLinked()) {
      open(herd, "Alford");
      browser().shows("#state", "All 5 servers agree");
      browser().shows("#store", "Cassandra");
      store.fail(StoreFailure.UNAVAILABLE);
      var _ = herd.hears("Welsh", "IAMAT kiwi +1+2 3");
      knows("kiwi", "Welsh");
      browser().shows("#store", "Cassandra away, 1 to write");
      browser().shows("#state", "All 5 servers agree");
    }
  }
}
