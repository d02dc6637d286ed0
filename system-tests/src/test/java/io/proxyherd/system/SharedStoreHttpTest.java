package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.StoreFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers that keep their reports in one store outside the herd, as programs see them. */
@Timeout(120)
final class SharedStoreHttpTest {
  private static final String AT_UCLA = "{\"location\":\"+34.068930-118.445127\",\"time\":\"5\"}";

  @TempDir private Path dir;
  private final SharedStore store = new SharedStore();

  private TestHerd five(String... settings) throws Exception {
    var all = new java.util.ArrayList<>(List.of(settings));
    all.add("store=cassandra");
    return TestHerd.ofFive(dir, store, all.toArray(String[]::new));
  }

  private static List<String> ids(JsonNode answer) {
    return answer.at("/clients").valueStream().map(one -> one.at("/client").asString()).toList();
  }

  @Test
  void aReportIsAcceptedAndFoundAtEveryServerAtOnce() throws Exception {
    try (var herd = five();
        var api = new Api(herd)) {
      JsonNode said = api.put("Alford", "kiwi", AT_UCLA).json();
      assertThat(said.at("/result").asString()).isEqualTo("accepted");
      String line = said.at("/line").asString();
      for (String server : herd.names()) {
        JsonNode found = api.get(server, "/v1/clients/kiwi").json();
        assertThat(found.at("/line").asString()).isEqualTo(line);
        assertThat(found.at("/server").asString()).isEqualTo(server);
        assertThat(api.get(server, "/v1/clients/kiwi/places").json().at("/client/line").asString())
            .isEqualTo(line);
      }
      JsonNode row =
          api.send(
                  "Ball",
                  "POST",
                  "/v1/positions",
                  "{\"client\":\"emu\",\"location\":\"+1+2\"}\n",
                  Api.NDJSON)
              .json()
              .at("/rows/0");
      assertThat(row.at("/result").asString()).isEqualTo("accepted");
    }
  }

  @Test
  void whoWaitsForAReportGetsItWhenAnotherServerHasIt() throws Exception {
    try (var herd = five("http.max-wait=30 s");
        var api = new Api(herd)) {
      assertThat(api.get("Ball", "/v1/clients/kiwi?minTime=7&waitMs=0").status()).isEqualTo(504);
      api.put("Alford", "kiwi", AT_UCLA);
      assertThat(api.get("Ball", "/v1/clients/kiwi?minTime=7&waitMs=20").status()).isEqualTo(504);
      var later =
          Thread.startVirtualThread(() -> {
            try {
              var _ = herd.hears("Welsh", "IAMAT kiwi +1+2 7");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      JsonNode found = api.get("Ball", "/v1/clients/kiwi?minTime=7").json();
      later.join();
      assertThat(found.at("/heardBy").asString()).isEqualTo("Welsh");
    }
  }

  @Test
  void whoIsForgottenIsForgottenEverywhereAtOnce() throws Exception {
    try (var herd = five();
        var api = new Api(herd)) {
      api.put("Alford", "kiwi", AT_UCLA);
      assertThat(api.send("Ball", "DELETE", "/v1/clients/kiwi", "").status()).isEqualTo(200);
      for (String server : herd.names()) {
        assertThat(api.get(server, "/v1/clients/kiwi").status()).isEqualTo(404);
      }
      assertThat(api.send("Alford", "DELETE", "/v1/clients/kiwi", "").status()).isEqualTo(404);
    }
  }

  @Test
  void whoIsNearAndWhatHappensIsToldOfTheServersOwnClients() throws Exception {
    try (var herd = five();
        var api = new Api(herd);
        var stream = new EventReader(herd.http("Alford"), "")) {
      assertThat(stream.next("caught-up").at("/scope").asString()).isEqualTo("server");
      var _ = herd.hears("Ball", "IAMAT balls +1+2 3");
      var _ = herd.hears("Alford", "IAMAT alfords +1+2 3");
      JsonNode near = api.get("Alford", "/v1/clients?near=1,2").json();
      assertThat(ids(near)).containsExactly("alfords");
      assertThat(near.at("/scope").asString()).isEqualTo("server");
      assertThat(ids(api.get("Ball", "/v1/clients?bbox=0,0,2,3").json())).containsExactly("balls");
      assertThat(stream.next("position").at("/client").asString()).isEqualTo("alfords");
      assertThat(stream.waiting()).isZero();
    }
  }

  @Test
  void itIsToldWhyTheServerSaysSo() throws Exception {
    try (var herd = five();
        var api = new Api(herd)) {
      api.put("Alford", "kiwi", AT_UCLA);
      JsonNode own = api.get("Alford", "/v1/clients/kiwi/trace").json();
      assertThat(own.at("/store").asString()).isEqualTo("cassandra");
      assertThat(own.at("/arrival/by").asString()).isEqualTo("client");
      JsonNode found = api.get("Ball", "/v1/clients/kiwi/trace").json();
      assertThat(found.at("/arrival/by").asString()).isEqualTo("store");
      assertThat(found.at("/heardBy").asString()).isEqualTo("Alford");
      // Somebody said something newer to another server.
      var _ = herd.hears("Welsh", "IAMAT kiwi +1+2 7");
      assertThat(api.get("Alford", "/v1/clients/kiwi/trace").json().at("/arrival/by").asString())
          .isEqualTo("store");
    }
  }

  @Test
  void aStoreThatFailsIsAProblemThatSaysWhy() throws Exception {
    try (var herd = five("http.max-wait=50 ms");
        var api = new Api(herd)) {
      api.put("Alford", "kiwi", AT_UCLA);
      assertThat(api.get("Alford", "/readyz").status()).isEqualTo(200);
      store.fail(StoreFailure.UNAVAILABLE);
      for (String path : List.of("", "/places", "/trace", "?minTime=7")) {
        var refused = api.get("Ball", "/v1/clients/kiwi" + path);
        assertThat(refused.status()).as(path).isEqualTo(503);
        assertThat(refused.json().at("/value").asString()).isEqualTo("the store can't be reached");
      }
      var refused = api.put("Ball", "kiwi", AT_UCLA);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().at("/detail").asString()).contains("the store can't be reached");
      assertThat(api.send("Ball", "DELETE", "/v1/clients/kiwi", "").status()).isEqualTo(503);
      String row = "{\"client\":\"emu\",\"location\":\"+1+2\"}\n";
      assertThat(api.send("Ball", "POST", "/v1/positions", row, Api.NDJSON).status())
          .isEqualTo(503);
      // Whom it remembers it tells all the same.
      assertThat(ids(api.get("Alford", "/v1/clients?near=34.07,-118.45").json())).hasSize(1);
      isUnready(api);
      store.recover();
      assertThat(api.get("Ball", "/readyz").status()).isEqualTo(200);
      assertThat(api.get("Ball", "/v1/clients/kiwi").status()).isEqualTo(200);
    }
  }

  private static void isUnready(Api api) throws Exception {
    var unready = api.get("Ball", "/readyz");
    assertThat(unready.status()).isEqualTo(503);
    assertThat(unready.json().at("/readiness").asString())
        .isEqualTo("waits for Cassandra: nobody answers; start it");
    assertThat(api.get("Ball", "/healthz").status()).isEqualTo(200);
    for (String path : List.of("/v1/server", "/v1/herd")) {
      JsonNode told = api.get("Ball", path).json().at("/store");
      assertThat(told.at("/kind").asString()).isEqualTo("cassandra");
      assertThat(told.at("/health").asString()).isEqualTo("down");
      assertThat(told.at("/detail").asString()).isEqualTo("nobody answers; start it");
    }
    assertThat(api.get("Ball", "/v1/server").json().at("/ready").asBoolean()).isFalse();
  }

  @Test
  void aStoreThatCanKeepNothingIsStillRead() throws Exception {
    try (var herd = five();
        var api = new Api(herd)) {
      store.fail(StoreFailure.READ_ONLY);
      var refused = api.put("Ball", "kiwi", AT_UCLA);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.json().at("/value").asString()).isEqualTo("the store can keep nothing");
      assertThat(api.get("Ball", "/readyz").status()).isEqualTo(200);
      assertThat(api.get("Ball", "/v1/server").json().at("/store/health").asString())
          .isEqualTo("read-only");
    }
  }

  @Test
  void eachRowOfABatchIsAnsweredForItself() throws Exception {
    try (var herd = five("cassandra.max-in-flight=2", "cassandra.max-waiting=1");
        var api = new Api(herd)) {
      store.beSlow();
      var later =
          Thread.startVirtualThread(() -> {
            Eventually.await().until(() -> store.inFlight() == 3);
            store.recover();
          });
      String row = "{\"client\":\"emu\",\"location\":\"+1+2\"}\n";
      JsonNode answer = api.send("Ball", "POST", "/v1/positions", row.repeat(5), Api.NDJSON).json();
      later.join();
      assertThat(answer.at("/accepted").asInt()).isEqualTo(3);
      assertThat(answer.at("/rows").valueStream().map(each -> each.at("/status").asInt()))
          .containsExactly(200, 200, 200, 503, 503);
      assertThat(answer.at("/rows/4/problem").asString())
          .contains("the store has too many requests to do");
    }
  }

  @Test
  void theStoreIsMeasured() throws Exception {
    try (var herd = five();
        var api = new Api(herd)) {
      api.put("Ball", "kiwi", AT_UCLA);
      var scrape = new Scrape(api.get("Ball", "/metrics").body(), false);
      assertThat(
              scrape.value(
                  "proxyherd_store_requests_total", "operation", "write", "result", "done"))
          .isEqualTo(1);
      assertThat(scrape.value("proxyherd_store_state", "state", "up")).isEqualTo(1);
      assertThat(scrape.value("proxyherd_store_state", "state", "down")).isZero();
      assertThat(scrape.value("proxyherd_store_nodes", "state", "up")).isEqualTo(3);
      assertThat(scrape.value("proxyherd_store_in_flight")).isZero();
      assertThat(scrape.families()).doesNotContain("proxyherd_digest", "proxyherd_covered_reports");
    }
  }

  @Test
  void aHerdThatMovesTellsWhatItOwesTheStore() throws Exception {
    try (var herd = TestHerd.ofFive(dir, store, "store=both");
        var api = new Api(herd)) {
      herd.isLinked();
      JsonNode said = api.put("Alford", "kiwi", AT_UCLA).json();
      assertThat(said.at("/result").asString()).isEqualTo("newest");
      assertThat(
              api.put("Alford", "kiwi", AT_UCLA.replace("5\"", "4\""))
                  .json()
                  .at("/result")
                  .asString())
          .isEqualTo("stale");
      Eventually.await().untilAsserted(() -> assertThat(store.size()).isEqualTo(1));
      Eventually.await()
          .untilAsserted(() ->
              assertThat(api.get("Ball", "/v1/server").json().at("/store/owed").asInt()).isZero());
      store.fail(StoreFailure.UNAVAILABLE);
      String at = herd.hears("Alford", "IAMAT emu +1+2 3");
      herd.isKnownAt(herd.names(), "emu", at);
      JsonNode told = api.get("Alford", "/v1/server").json();
      assertThat(told.at("/store/owed").asInt()).isEqualTo(1);
      assertThat(told.at("/store/health").asString()).isEqualTo("down");
      assertThat(told.at("/ready").asBoolean()).isTrue();
      var scrape = new Scrape(api.get("Alford", "/metrics").body(), false);
      assertThat(scrape.value("proxyherd_store_owed_reports")).isEqualTo(1);
      store.recover();
      Eventually.await().untilAsserted(() -> assertThat(store.size()).isEqualTo(2));
    }
  }
}
