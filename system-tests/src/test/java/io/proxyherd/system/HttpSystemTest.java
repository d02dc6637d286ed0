package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server tells over HTTP, and what does not harm it there. */
@Timeout(120)
final class HttpSystemTest {
  private static final List<LinkConfig> TWO = List.of(new LinkConfig("a", "b"));

  @TempDir private Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @AfterEach
  void closeClient() {
    http.shutdownNow();
  }

  private TestHerd two(String... settings) throws Exception {
    return TestHerd.linked(dir, TWO, TestHerd.NO_PLACES, settings);
  }

  private HttpResponse<String> send(TestHerd herd, String server, String method, String path)
      throws Exception {
    InetSocketAddress at = herd.http(server);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(TestHerd herd, String server, String path) throws Exception {
    HttpResponse<String> response = send(herd, server, "GET", path);
    assertThat(response.statusCode()).as("GET %s: %s", path, response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private static TestClient raw(TestHerd herd) throws IOException {
    return new TestClient(herd.http("a"));
  }

  @Test
  void aServerTellsHowItAndItsLinksAre() throws Exception {
    try (var herd = two().isLinked()) {
      String at = herd.hears("a", "IAMAT kiwi +1-2 3");
      herd.isKnownAt(herd.names(), "kiwi", at);
      Eventually.await()
          .until(() -> get(herd, "a", "/v1/server").at("/links/0/onTree").asBoolean());
      JsonNode a = get(herd, "a", "/v1/server");
      JsonNode b = get(herd, "b", "/v1/server");

      assertThat(a.at("/server").asString()).isEqualTo("a");
      assertThat(a.at("/incarnation").asString()).matches("[0-9a-f]{16}");
      assertThat(a.at("/clients").asInt()).isEqualTo(1);
      assertThat(a.at("/accepted").asInt()).isEqualTo(1);
      assertThat(b.at("/accepted").asInt()).isZero();
      assertThat(a.at("/digest").asString())
          .matches("[0-9a-f]{16}")
          .isEqualTo(b.at("/digest").asString());
      assertThat(a.at("/readOnly").asBoolean()).isFalse();
      assertThat(a.at("/journal/durability").asString()).isEqualTo("async");
      JsonNode link = a.at("/links/0");
      assertThat(link.at("/peer").asString()).isEqualTo("b");
      assertThat(link.at("/up").asBoolean()).isTrue();
      assertThat(link.at("/onTree").asBoolean()).isTrue();
      assertThat(link.at("/address").asString()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void aLinkThatIsDownTellsWhy() throws Exception {
    try (var herd = two().isLinked()) {
      herd.stop("b");
      Eventually.await()
          .untilAsserted(() -> {
            JsonNode link = get(herd, "a", "/v1/server").at("/links/0");
            assertThat(link.at("/up").asBoolean()).isFalse();
            assertThat(link.at("/reason").asString()).containsIgnoringCase("refused");
          });
    }
  }

  @Test
  void aTraceTellsWhenceTheServerKnows() throws Exception {
    try (var herd = two().isLinked()) {
      String at = herd.hears("a", "IAMAT k%/\u00ff +1-2 3");
      herd.isKnownAt(herd.names(), "k%/\u00ff", at);
      JsonNode trace = get(herd, "b", "/v1/clients/k%25%2f%ff/trace");

      assertThat(trace.at("/client").asString()).isEqualTo("k%/\\xff");
      assertThat(trace.at("/line").asString()).startsWith("AT a ").endsWith(" +1-2 3");
      assertThat(trace.at("/heardBy").asString()).isEqualTo("a");
      assertThat(trace.at("/arrival/by").asString()).isEqualTo("peer");
      assertThat(trace.at("/arrival/peer").asString()).isEqualTo("a");
      assertThat(trace.at("/lost").isNull()).isTrue();
      assertThat(send(herd, "b", "GET", "/v1/clients/emu/trace").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aClientIsForgottenEverywhere() throws Exception {
    try (var herd = two().isLinked()) {
      String at = herd.hears("a", "IAMAT kiwi +1-2 3");
      herd.isKnownAt(herd.names(), "kiwi", at);

      assertThat(send(herd, "b", "DELETE", "/v1/clients/kiwi").statusCode()).isEqualTo(200);
      herd.isKnownAt(herd.names(), "kiwi", "? WHATSAT kiwi 10 5");
      assertThat(get(herd, "a", "/v1/clients/kiwi/trace").at("/forgotten").asBoolean()).isTrue();
      assertThat(send(herd, "b", "DELETE", "/v1/clients/kiwi").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whoStartsAloneIsReadyOnlyWhenItHasWaited() throws Exception {
    try (var herd = two("status.ready-timeout=1 h")) {
      Eventually.await()
          .untilAsserted(
              () -> assertThat(send(herd, "a", "GET", "/readyz").statusCode()).isEqualTo(200));
      herd.stop("a");
      herd.stop("b");
      herd.start("a");
      HttpResponse<String> waiting = send(herd, "a", "GET", "/readyz");
      assertThat(waiting.statusCode()).isEqualTo(503);
      assertThat(waiting.body()).contains("waits for b (not reached)");
      assertThat(send(herd, "a", "GET", "/healthz").statusCode()).isEqualTo(200);

      herd.start("b");
      Eventually.await()
          .untilAsserted(() ->
              assertThat(get(herd, "a", "/readyz").at("/readiness").asString())
                  .isEqualTo("caught up with b"));
      assertThat(herd.log("a")).anyMatch(line -> line.matches(".*ready after .* caught up with b"));
    }
  }

  @Test
  void theWaitForNeighboursHasAnEnd() throws Exception {
    try (var herd = two("status.ready-timeout=50 ms").isLinked()) {
      herd.stop("a");
      herd.stop("b");
      herd.start("a");
      Eventually.await()
          .untilAsserted(() ->
              assertThat(get(herd, "a", "/readyz").at("/readiness").asString())
                  .isEqualTo("without b (not reached)"));
    }
  }

  @Test
  void whatIsUnknownIsAnsweredWithWhatThereIs() throws Exception {
    try (var herd = two()) {
      HttpResponse<String> unknown = send(herd, "a", "GET", "/v1/serve");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(json.readTree(unknown.body()).at("/routes").toString())
          .contains("GET /v1/server", "DELETE /v1/clients/{id}");

      HttpResponse<String> wrong = send(herd, "a", "POST", "/v1/server");
      assertThat(wrong.statusCode()).isEqualTo(405);
      assertThat(wrong.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");

      HttpResponse<String> head = send(herd, "a", "HEAD", "/v1/server");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /v1/clients/%zz/trace HTTP/1.1, 400, two hex digits",
    "GET /v1/clients/%f HTTP/1.1, 400, two hex digits",
    "GET v1 HTTP/1.1, 400, two hex digits",
    "IAMAT kiwi +1-2 3, 400, speak HTTP",
    "GET /v1/clients//trace HTTP/1.1, 404, routes",
  })
  void badRequestsAreToldWhatWasExpected(String line, int status, String said) throws Exception {
    try (var herd = two();
        var client = raw(herd)) {
      client.sends(line + "\r\nHost: localhost\r\n\r\n").endsItsSide();
      assertThat(client.hears()).startsWith("HTTP/1.1 " + status);
      assertThat(client.hearsAll()).contains("application/problem+json", said);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?verbose=1, 'parameter: verbose (expected: none; leave out what follows the ?)'",
    "?%zz, two hex digits after each %",
    "?%1b%5b=%0a, parameter: \\x1b[",
    "?&, 'parameter:  (expected: none'",
  })
  void parametersThatNobodyKnowsAreRefused(String query, String said) throws Exception {
    try (var herd = two();
        var client = raw(herd)) {
      client.sends("GET /v1/server" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n").endsItsSide();
      assertThat(client.hears()).startsWith("HTTP/1.1 400");
      String problem = client.hearsAll();
      String json = problem.substring(problem.indexOf('{'));
      assertThat(this.json.readTree(json).at("/detail").asString()).contains(said);
    }
  }

  @Test
  void tooMuchIsRefused() throws Exception {
    try (var herd = two()) {
      try (var client = raw(herd).sends("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n")) {
        assertThat(client.hears()).startsWith("HTTP/1.1 414");
        client.waitsForTheEnd();
      }
      try (var client = raw(herd).sends("GET / HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n")) {
        assertThat(client.hears()).startsWith("HTTP/1.1 431");
        client.waitsForTheEnd();
      }
      String tooLong = "POST /v1/server HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n";
      try (var client = raw(herd).sends(tooLong + "x".repeat(1_048_577))) {
        assertThat(client.hears()).startsWith("HTTP/1.1 413");
        assertThat(client.hearsAll()).contains("more than 1048576 bytes");
      }
      assertThat(herd.log("a")).noneMatch(line -> line.contains(" error "));
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (var herd = two();
        var client = raw(herd)) {
      client.sends(traces(100)).endsItsSide();
      String answers = client.hearsAll();
      int at = -1;
      for (int i = 0; i < 100; i++) {
        at = answers.indexOf("\"value\":\"c" + i + "\"", at + 1);
        assertThat(at).as("answer %s", i).isPositive();
      }
    }
  }

  @Test
  void whoPipelinesWithoutEndIsDisconnected() throws Exception {
    try (var herd = two();
        var client = raw(herd)) {
      try {
        client.sends(traces(100_000));
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
      }
      client.waitsForTheEnd();
      assertThat(get(herd, "a", "/healthz").at("/healthy").asBoolean()).isTrue();
      assertThat(herd.log("a")).noneMatch(line -> line.contains(" error "));
    }
  }

  private static String traces(int count) {
    var all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append("GET /v1/clients/c" + i + "/trace HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    return all.toString();
  }

  @Test
  void whoCompletesNoRequestIsDisconnected() throws Exception {
    try (var herd = two("http.idle-timeout=300 ms");
        var silent = raw(herd);
        var slow = raw(herd).sends("GET /v1/server HTTP/1.1\r\nX: ")) {
      silent.waitsForTheEnd();
      slow.waitsForTheEnd();
    }
  }

  @Test
  void oneMoreThanTheMostIsSentAway() throws Exception {
    try (var herd = two("http.max-connections=2");
        var first = raw(herd);
        var second = raw(herd)) {
      for (TestClient client : List.of(first, second)) {
        client.sends("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(client.hears()).startsWith("HTTP/1.1 200");
      }
      try (var third = raw(herd)) {
        third.waitsForTheEnd();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example"})
  void aPageThatMadeItsNameMeanThisMachineIsRefused(String host) throws Exception {
    try (var herd = two();
        var client = raw(herd)) {
      client.sends("GET /v1/server HTTP/1.1\r\nHost: " + host + "\r\n\r\n").endsItsSide();
      assertThat(client.hears()).startsWith("HTTP/1.1 421");
      assertThat(client.hearsAll()).contains("set its http-host");
    }
  }

  @Test
  void aHerdWithoutHttpHasNoSuchPort() throws Exception {
    try (var herd = two("servers.a.http-port=off")) {
      assertThat(herd.log("a")).anyMatch(line -> line.contains("HTTP off"));
      assertThat(send(herd, "b", "GET", "/healthz").statusCode()).isEqualTo(200);
    }
  }
}
