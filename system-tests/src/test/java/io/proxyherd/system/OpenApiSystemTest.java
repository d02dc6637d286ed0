package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.store.StoreFailure;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The OpenAPI description says what is there, and all that it says is so. */
@Timeout(120)
final class OpenApiSystemTest {
  private static final String AT_UCLA = "{\"latitude\":34.06893,\"longitude\":-118.445127}";

  @TempDir private Path dir;

  /** Places that fail as the type asks for. */
  private static void places(NearbyQuery query, Consumer<NearbyAnswer> answer) {
    switch (query.type().orElse("")) {
      case "many" -> answer.accept(failed(Status.OVER_QUERY_LIMIT));
      case "broken" -> answer.accept(failed(Status.UNKNOWN_ERROR));
      case "denied" -> answer.accept(failed(Status.REQUEST_DENIED));
      case "garbage" -> answer.accept(new NearbyAnswer.Found("nonsense".getBytes(UTF_8)));
      case "never" -> {}
      default -> TestHerd.NO_PLACES.find(query, answer);
    }
  }

  private static NearbyAnswer failed(Status status) {
    return new NearbyAnswer.Failed(status, "the provider says no");
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionRouted() throws Exception {
    try (var herd = TestHerd.onDisks(dir, disk -> disk, TestHerd.NO_PLACES);
        var api = new Api(herd)) {
      var routes = new TreeSet<String>();
      api.get("a", "/nothing").json().path("routes").forEach(each -> routes.add(each.asString()));
      assertThat(api.contract().operations()).isEqualTo(routes);
    }
  }

  @Test
  void isWellFormed() throws Exception {
    try (var herd = TestHerd.onDisks(dir, disk -> disk, TestHerd.NO_PLACES);
        var api = new Api(herd)) {
      JsonNode description = api.contract().description();
      assertThat(description.path("openapi").asString()).isEqualTo("3.1.0");
      // What a comma in an unquoted text would make.
      assertThat(description.toString()).doesNotContain(":null");
      for (JsonNode reference : description.findValues("$ref")) {
        assertThat(description.at(reference.asString().substring(1)).isMissingNode())
            .as(reference.asString())
            .isFalse();
      }
      assertThat(api.get("a", "/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }
  }

  @Test
  void everyAnswerThatItNamesIsGiven() throws Exception {
    var isFull = new AtomicBoolean();
    try (var herd =
            TestHerd.onDisks(
                dir,
                disk -> new FullDisk(disk, isFull),
                OpenApiSystemTest::places,
                "http.max-body=4 KiB",
                "http.max-wait=100 ms",
                "http.max-streams=1",
                "places.deadline=200 ms",
                "status.answer-timeout=300 ms",
                "reports.max-clients=2",
                "status.ready-timeout=1 h");
        var api = new Api(herd)) {
      herd.isLinked();
      Eventually.await()
          .untilAsserted(() -> assertThat(api.get("a", "/readyz").status()).isEqualTo(200));
      report(api);
      find(api);
      moveReports(api);
      askForPlaces(api);
      askOfTheServer(api);
      follow(herd, api);
      forget(api);
      askWhileItIsHeldUp(herd, api);
      openThePage(api);
      talk(api);
      steer(herd, api);
      isFull.set(true);
      keepNothing(api);
      isFull.set(false);
      herd.stop("b");
      herd.stop("a");
      herd.start("a");
      assertThat(api.get("a", "/readyz").status()).isEqualTo(503);

      var named = new TreeSet<>(api.contract().responses());
      named.removeAll(api.contract().seen());
      named.removeAll(answersOfAStoreThatFails());
      assertThat(named).as("named, but not seen").isEmpty();
    }
  }

  private Set<String> answersOfAStoreThatFails() throws Exception {
    var store = new SharedStore();
    try (var herd = TestHerd.ofFive(dir, store, "store=cassandra");
        var api = new Api(herd)) {
      expect(200, api.put("Ball", "kiwi", AT_UCLA));
      store.fail(StoreFailure.UNAVAILABLE);
      for (String path : new String[] {"", "/places", "/trace"}) {
        expect(503, api.get("Ball", "/v1/clients/kiwi" + path));
      }
      return Set.copyOf(api.contract().seen());
    }
  }

  private static void report(Api api) throws Exception {
    String kiwi = "/v1/clients/kiwi/position";
    expect(200, api.put("a", "kiwi", AT_UCLA));
    expect(400, api.put("a", "kiwi", "{\"latitude\":91,\"longitude\":0}"));
    expect(413, api.put("a", "kiwi", " ".repeat(5000)));
    expect(415, api.send("a", "PUT", kiwi, AT_UCLA));
    expect(403, api.send("a", "PUT", kiwi, AT_UCLA, Api.JSON, "Origin: http://evil.example"));
    expect(406, api.send("a", "PUT", kiwi, AT_UCLA, Api.JSON, "Accept: text/html"));
    String row = "{\"client\":\"emu\",\"location\":\"+1-2\",\"time\":3}\n";
    expect(200, api.send("a", "POST", "/v1/positions", row + "?\n", Api.NDJSON));
    expect(400, api.send("a", "POST", "/v1/positions", "{}", Api.GEO_JSON));
    expect(413, api.send("a", "POST", "/v1/positions", row.repeat(200), Api.NDJSON));
    expect(415, api.send("a", "POST", "/v1/positions", row, "Content-Type: text/plain"));
    String site = "Sec-Fetch-Site: cross-site";
    expect(403, api.send("a", "POST", "/v1/positions", row, Api.NDJSON, site));
    expect(406, api.send("a", "POST", "/v1/positions", row, Api.NDJSON, "Accept: text/html"));
    expect(507, api.put("a", "third", AT_UCLA));
  }

  private static void moveReports(Api api) throws Exception {
    String path = "/v1/reports";
    String rows = expect(200, api.get("a", path)).body();
    expect(400, api.get("a", path + "?cursor=next"));
    expect(410, api.get("a", path + "?cursor=0123456789abcdef-1"));
    expect(200, api.send("a", "POST", path, rows + "?\n", Api.NDJSON));
    expect(413, api.send("a", "POST", path, rows.repeat(20), Api.NDJSON));
    expect(415, api.send("a", "POST", path, rows, Api.JSON));
    expect(406, api.get("a", path, "Accept: text/html"));
    expect(406, api.send("a", "POST", path, rows, Api.NDJSON, "Accept: text/html"));
    expect(403, api.send("a", "POST", path, rows, Api.NDJSON, "Sec-Fetch-Site: cross-site"));
  }

  private static void find(Api api) throws Exception {
    String tag = expect(200, api.get("a", "/v1/clients/kiwi")).header("etag");
    expect(304, api.get("a", "/v1/clients/kiwi", "If-None-Match: \"other\", " + tag));
    expect(200, api.get("a", "/v1/clients/kiwi", "Accept: application/geo+json"));
    expect(400, api.get("a", "/v1/clients/kiwi?minTime=yesterday"));
    expect(404, api.get("a", "/v1/clients/nobody"));
    expect(504, api.get("a", "/v1/clients/kiwi?minTime=999999999999"));
    expect(406, api.get("a", "/v1/clients/kiwi", "Accept: text/html"));
    expect(200, api.get("a", "/v1/clients/kiwi/trace"));
    expect(404, api.get("a", "/v1/clients/nobody/trace"));
    expect(400, api.get("a", "/v1/clients/kiwi/trace?deep"));
    expect(200, api.get("a", "/v1/clients?near=1,-2"));
    expect(200, api.get("a", "/v1/clients?bbox=0,-3,2,3", "Accept: application/geo+json"));
    expect(400, api.get("a", "/v1/clients?near=1,-2&cursor=moo"));
    expect(406, api.get("a", "/v1/clients?near=1,-2", "Accept: text/html"));
  }

  private static void askForPlaces(Api api) throws Exception {
    for (String path : new String[] {"/v1/clients/kiwi/places?", "/v1/places?near=1,-2&"}) {
      expect(200, api.get("a", path + "radiusKm=0.5&limit=3"));
      expect(400, api.get("a", path + "radiusKm=51"));
      expect(429, api.get("a", path + "type=many"));
      expect(502, api.get("a", path + "type=broken"));
      expect(502, api.get("a", path + "type=denied"));
      expect(502, api.get("a", path + "type=garbage"));
      expect(504, api.get("a", path + "type=never"));
      expect(406, api.get("a", path + "limit=1", "Accept: text/html"));
    }
    expect(404, api.get("a", "/v1/clients/nobody/places"));
  }

  private static void askOfTheServer(Api api) throws Exception {
    for (String path : new String[] {"/v1/server", "/v1/herd", "/healthz", "/readyz"}) {
      expect(200, api.get("a", path));
      expect(200, api.send("a", "HEAD", path, ""));
      expect(400, api.get("a", path + "?x=1"));
    }
    for (String path : new String[] {"/openapi.json", "/openapi.yaml"}) {
      String tag = expect(200, api.get("a", path)).header("etag");
      expect(304, api.get("a", path, "If-None-Match: " + tag));
      expect(406, api.get("a", path, "Accept: text/html"));
    }
  }

  private static void follow(TestHerd herd, Api api) throws Exception {
    expect(200, api.send("a", "HEAD", "/v1/stream", ""));
    expect(400, api.get("a", "/v1/stream?cursor=x"));
    expect(403, api.get("a", "/v1/stream", "Origin: null"));
    expect(406, api.get("a", "/v1/stream", "Accept: text/html"));
    try (var reader = new EventReader(herd.http("a"), "")) {
      assertThat(reader.next().event()).isEqualTo("position");
      expect(503, api.get("a", "/v1/stream"));
    }
  }

  private static void openThePage(Api api) throws Exception {
    for (String path : new String[] {"/", "/web/app.js", "/web/leaflet/leaflet.css"}) {
      String tag = expect(200, api.get("a", path)).header("etag");
      expect(304, api.get("a", path, "If-None-Match: " + tag));
      expect(400, api.get("a", path + "?x=1"));
    }
    expect(200, api.get("a", "/web/countries-50m.json"));
    expect(404, api.get("a", "/web/nothing.js"));
    expect(404, api.get("a", "/web/leaflet/nothing.js"));
  }

  private static void talk(Api api) throws Exception {
    String line = "{\"line\":\"WHATSAT kiwi 10 1\"}";
    expect(200, api.send("a", "POST", "/v1/console", line, Api.JSON));
    expect(400, api.send("a", "POST", "/v1/console", "{}", Api.JSON));
    expect(403, api.send("a", "POST", "/v1/console", line, Api.JSON, "Origin: null"));
    expect(406, api.send("a", "POST", "/v1/console", line, Api.JSON, "Accept: image/png"));
    expect(415, api.send("a", "POST", "/v1/console", line));
  }

  private static void steer(TestHerd herd, Api api) throws Exception {
    String b = "/v1/herd/servers/b";
    var port = herd.address("b");
    String stop = "{\"running\":false}";
    String start = "{\"running\":true}";
    expect(200, api.get("a", "/v1/herd/servers"));
    expect(400, api.get("a", "/v1/herd/servers?x=1"));
    expect(200, api.send("a", "PUT", b, stop, Api.JSON));
    try (var taken = new ServerSocket()) {
      taken.bind(port);
      expect(503, api.send("a", "PUT", b, start, Api.JSON));
    }
    expect(200, api.send("a", "PUT", b, start, Api.JSON));
    expect(200, api.send("a", "PUT", b, "{\"linked\":false}", Api.JSON));
    expect(200, api.send("a", "PUT", b, "{\"linked\":true}", Api.JSON));
    expect(400, api.send("a", "PUT", b, "{\"running\":1}", Api.JSON));
    expect(403, api.send("a", "PUT", b, stop, Api.JSON, "Origin: null"));
    expect(404, api.send("a", "PUT", "/v1/herd/servers/c", stop, Api.JSON));
    expect(406, api.send("a", "PUT", b, stop, Api.JSON, "Accept: text/html"));
    expect(409, api.send("a", "PUT", "/v1/herd/servers/a", stop, Api.JSON));
    expect(415, api.send("a", "PUT", b, stop));
    herd.isLinked();
  }

  private static void askWhileItIsHeldUp(TestHerd herd, Api api) throws Exception {
    expect(200, api.get("a", "/metrics"));
    expect(200, api.get("a", "/metrics", "Accept: application/openmetrics-text"));
    expect(406, api.get("a", "/metrics", "Accept: text/html"));
    try (var _ = herd.holdUp("a")) {
      expect(503, api.get("a", "/metrics"));
      expect(503, api.get("a", "/healthz"));
      expect(503, api.get("a", "/readyz"));
    }
    Eventually.await().untilAsserted(() -> expect(200, api.get("a", "/healthz")));
  }

  private static void forget(Api api) throws Exception {
    String emu = "/v1/clients/emu";
    expect(403, api.send("a", "DELETE", emu, "", "Origin: null"));
    expect(400, api.send("a", "DELETE", emu + "?now=1", ""));
    expect(200, api.send("a", "DELETE", emu, ""));
    expect(404, api.send("a", "DELETE", emu, ""));
  }

  private static void keepNothing(Api api) throws Exception {
    Eventually.await().untilAsserted(() -> expect(503, api.put("a", "kiwi", AT_UCLA)));
    String row = "{\"client\":\"kiwi\",\"location\":\"+1-2\"}";
    Eventually.await()
        .untilAsserted(() -> expect(503, api.send("a", "POST", "/v1/positions", row, Api.NDJSON)));
    Eventually.await()
        .untilAsserted(() -> expect(503, api.send("a", "DELETE", "/v1/clients/kiwi", "")));
  }

  private static Api.Reply expect(int status, Api.Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    return reply;
  }
}
