package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What programs do with the HTTP API. */
@Timeout(120)
final class ApiSystemTest {
  private static final String POSITIONS = "/v1/positions";

  @TempDir private Path dir;

  private TestHerd herd(String... settings) throws Exception {
    return TestHerd.onDisks(dir, disk -> disk, TestHerd.NO_PLACES, settings).isLinked();
  }

  @Test
  void aReportFaresAsAnIamatDoes() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      JsonNode told =
          api.put("a", "k%25%ff", "{\"latitude\":34.0689300,\"longitude\":-1e1,\"time\":3.140}")
              .json();
      String at = told.path("line").asString();
      assertThat(at).matches("AT a \\+\\d+\\.\\d{9} k%\\\\xff \\+34.0689300-10 3.140");
      herd.isKnownAt(herd.names(), "k%\u00ff", at.replace("\\xff", "\u00ff"));

      assertThat(herd.log("a"))
          .anyMatch(
              line -> line.endsWith(" in  127.0.0.1 (HTTP) IAMAT k%\\xff +34.0689300-10 3.140"))
          .anyMatch(line -> line.endsWith(" out 127.0.0.1 (HTTP) " + at));
      JsonNode known = api.get("b", "/v1/clients/k%25%ff?minTime=3.14").json();
      assertThat(known.path("server").asString()).isEqualTo("b");
      assertThat(known.path("heardBy").asString()).isEqualTo("a");
      assertThat(known.path("time").asString()).isEqualTo("3.140");
      assertThat(known.path("reportedAt").asString()).isEqualTo("1970-01-01T00:00:03.140Z");
      assertThat(known.path("latitude").asDouble()).isEqualTo(34.06893);
      assertThat(known.path("line")).isEqualTo(told.path("line"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "2016-11-17T20:18:04.392014450Z;1479413884.392014450",
        "2016-11-17T21:18:04+01:00;1479413884",
        "1479413884.392014450123;1479413884.392014450123",
      })
  void timesAreTakenToTheLastDigit(String time, String seconds) throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      String body = "{\"location\":\"+1-2\",\"time\":\"" + time + "\"}";
      assertThat(api.put("a", "kiwi", body).json().path("time").asString()).isEqualTo(seconds);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "kiwi;``;body: nothing (expected",
        "kiwi;[];body: [] (expected: a JSON object",
        "kiwi;{\"latitude\":1,\"latitude\":2};no member twice",
        "kiwi;{\"latitude\":1} x;check its commas",
        "kiwi;{\"latitud\":1};member: latitud (expected: latitude and longitude",
        "kiwi;{\"latitude\":1};longitude: nothing (expected: a number from -180 to 180",
        "kiwi;{\"latitude\":\"1\",\"longitude\":2};latitude: \"1\" (expected: a number",
        "kiwi;{\"latitude\":1e999999999,\"longitude\":2};latitude",
        "kiwi;{\"latitude\":90.0000000001,\"longitude\":2};latitude: 90.0000000001",
        "kiwi;{\"location\":\"1,2\"};ISO 6709",
        "kiwi;{\"location\":\"+1-2\",\"latitude\":1};location, or latitude and longitude",
        "kiwi;{\"location\":\"+1-2\",\"time\":\"2016-11-31T00:00:00Z\"};time: \"2016-11-31",
        "kiwi;{\"location\":\"+1-2\",\"time\":-1};time: -1 (expected: RFC 3339",
        "kiwi;{\"client\":\"emu\",\"location\":\"+1-2\"};the path names the client",
        "k%20w;{\"location\":\"+1-2\"};client: k w (expected: an ID of 1 to 256 bytes",
        "k%0a;{\"location\":\"+1-2\"};client: k\\\\x0a (expected",
      })
  void whatIsNoReportIsRefusedWithTheCure(String client, String body, String said)
      throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      Api.Reply reply = api.put("a", client, body);
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      assertThat(reply.json().path("detail").asString()).contains(said.replace("\\\\", "\\"));
      assertThat(api.get("a", "/v1/server").json().path("clients").asInt()).isZero();
    }
  }

  @Test
  void whatIsWrittenHereIsReadThere() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      for (int round = 0; round < 50; round++) {
        String time =
            api.put("a", "kiwi", "{\"location\":\"+" + round + "-2\"}")
                .json()
                .path("time")
                .asString();
        JsonNode read = api.get("b", "/v1/clients/kiwi?minTime=" + time).json();
        assertThat(read.path("latitude").asInt()).isEqualTo(round);
      }
    }
  }

  @Test
  void whoWaitsIsAnsweredWhenTheReportComes() throws Exception {
    try (var herd = herd("http.max-wait=60 s", "http.idle-timeout=100 ms");
        var api = new Api(herd)) {
      var waiting = new ArrayList<CompletableFuture<Api.Reply>>();
      for (int time = 1; time <= 5; time++) {
        String target = "/v1/clients/kiwi?minTime=" + time;
        waiting.add(CompletableFuture.supplyAsync(() -> unchecked(api, target)));
      }
      Api.Reply none = api.get("b", "/v1/clients/kiwi?minTime=1&waitMs=300");
      assertThat(none.status()).isEqualTo(504);
      String _ = herd.hears("a", "IAMAT kiwi +1-2 3");
      for (int time = 1; time <= 3; time++) {
        assertThat(waiting.get(time - 1).join().json().path("time").asString()).isEqualTo("3");
      }
      assertThat(waiting.get(3)).isNotDone();
      String _ = herd.hears("b", "IAMAT kiwi +1-2 9");
      assertThat(waiting.get(4).join().json().path("time").asString()).isEqualTo("9");
      assertThat(waiting.get(3).join().status()).isEqualTo(200);
    }
  }

  private static Api.Reply unchecked(Api api, String target) {
    try {
      return api.get("b", target);
    } catch (Exception e) {
      throw new AssertionError(target, e);
    }
  }

  @Test
  void aBadRowHarmsNoOther() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      String rows =
          """
          {"client":"emu","location":"+1-2","time":5}

          {"client":"emu","location":"+3-4","time":6}\r
          {"client":"no fix"}
          {"client":"kiwi","latitude":5,"longitude":-6,"time":"1970-01-01T00:00:07Z"}\
          """;
      JsonNode result = api.send("a", "POST", POSITIONS, rows, Api.NDJSON).json();
      assertThat(result.path("accepted").asInt()).isEqualTo(3);
      assertThat(result.path("refused").asInt()).isEqualTo(1);
      assertThat(result.at("/rows/2/row").asInt()).isEqualTo(4);
      assertThat(result.at("/rows/2/problem").asString()).startsWith("client: no fix (expected");
      assertThat(result.at("/rows/3/line").asString()).endsWith(" kiwi +5-6 7");
      herd.isKnownAt(herd.names(), "emu", result.at("/rows/1/line").asString());
    }
  }

  @Test
  void geoJsonIsTakenAndGiven() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      String features =
          """
          {"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[-2.50,1]},
             "properties":{"client":"emu","time":5,"speed":3}},
            {"type":"Feature","id":"kiwi","geometry":{"type":"Point","coordinates":[4,-3,100]},
             "properties":null},
            {"type":"Feature","geometry":null,"properties":{"client":"moa"}}, 7]}\
          """;
      JsonNode result = api.send("a", "POST", POSITIONS, features, Api.GEO_JSON).json();
      assertThat(result.path("accepted").asInt()).isEqualTo(2);
      assertThat(result.at("/rows/0/line").asString()).endsWith(" emu +1-2.50 5");
      assertThat(result.at("/rows/2/problem").asString()).startsWith("geometry: null (expected");

      Api.Reply feature =
          api.get(
              "a", "/v1/clients/kiwi", "Accept: text/html, application/geo+json;q=0.5, */*;q=0.1");
      assertThat(feature.header("content-type")).isEqualTo("application/geo+json");
      assertThat(feature.header("vary")).isEqualTo("Accept, Origin");
      assertThat(feature.json().at("/geometry/coordinates").toString()).isEqualTo("[4.0,-3.0]");
    }
  }

  @Test
  void aLongBatchGoesInParts() throws Exception {
    try (var herd = herd("http.max-rows=3000");
        var api = new Api(herd)) {
      String rows = rows(3000);
      Api.Reply reply = api.send("a", "POST", POSITIONS, rows, Api.NDJSON);
      assertThat(reply.json().path("accepted").asInt()).isEqualTo(3000);
      assertThat(reply.json().at("/rows/2999/line").asString()).contains(" c2999 ");
      assertThat(herd.known("a")).isEqualTo(3000);
      assertThat(api.send("a", "POST", POSITIONS, rows(3001), Api.NDJSON).json().at("/cure"))
          .hasToString("\"send fewer at a time, or raise http.max-rows\"");
      assertThat(herd.known("a")).isEqualTo(3000);
    }
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"client\":\"c" + i + "\",\"location\":\"+1-2\"}")
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // What a browser sends for any page without asking first.
        "POST /v1/positions;;415",
        "POST /v1/positions;Content-Type: text/plain;415",
        "POST /v1/positions;Content-Type: application/x-www-form-urlencoded;415",
        "POST /v1/positions;Content-Type: multipart/form-data;415",
        "POST /v1/positions;Content-Type: application/x-ndjson|Origin: http://evil.example;403",
        "POST /v1/positions;Content-Type: application/x-ndjson|Origin: null;403",
        "POST /v1/positions;Content-Type: application/x-ndjson|Sec-Fetch-Site: same-site;403",
        "DELETE /v1/clients/kiwi;Origin: http://localhost:1;403",
        "POST /v1/positions;Content-Type: application/x-ndjson|Origin: http://localhost;200",
        "POST /v1/positions;Content-Type: application/x-ndjson;200",
        "POST /v1/positions;Content-Type: application/x-ndjson|Content-Encoding: gzip;415",
      })
  void anotherPageChangesNothing(String request, String headers, int status) throws Exception {
    try (var herd = herd();
        var client = new TestClient(herd.http("a"))) {
      String body = "{\"client\":\"kiwi\",\"location\":\"+1-2\"}";
      client
          .sends(
              request
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                  + body.length()
                  + "\r\n"
                  + (headers == null ? "" : headers.replace("|", "\r\n") + "\r\n")
                  + "\r\n"
                  + body)
          .endsItsSide();
      assertThat(client.hears()).startsWith("HTTP/1.1 " + status);
      assertThat(client.hearsAll().toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
      assertThat(herd.known("a")).isEqualTo(status == 200 ? 1 : 0);
    }
  }

  @Test
  void aPageThatIsNamedMayDoAll() throws Exception {
    try (var herd = herd("http.cors-origins=https://one.example, http://two.example:81");
        var api = new Api(herd)) {
      String two = "Origin: http://two.example:81";
      Api.Reply first =
          api.send("a", "OPTIONS", POSITIONS, "", two, "Access-Control-Request-Method: POST");
      assertThat(first.status()).isEqualTo(204);
      assertThat(first.header("access-control-allow-origin")).isEqualTo("http://two.example:81");
      assertThat(first.header("access-control-allow-methods")).contains("POST");
      Api.Reply then = api.send("a", "POST", POSITIONS, rows(1), Api.NDJSON, two);
      assertThat(then.status()).isEqualTo(200);
      assertThat(then.header("access-control-allow-origin")).isEqualTo("http://two.example:81");
      Api.Reply other = api.get("a", "/v1/server", "Origin: http://three.example");
      assertThat(other.header("access-control-allow-origin")).isEmpty();
      assertThat(other.header("vary")).contains("Origin");
    }
  }

  @Test
  void aLongAnswerIsPackedForWhoCanUnpackIt() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      Api.Reply packed = api.send("a", "HEAD", "/openapi.json", "", "Accept-Encoding: br, *;q=0.1");
      assertThat(packed.header("content-encoding")).isEqualTo("gzip");
      assertThat(packed.header("vary")).contains("Accept-Encoding");
      Api.Reply plain = api.get("a", "/openapi.json", "Accept-Encoding: gzip;q=0, *");
      assertThat(plain.header("content-encoding")).isEmpty();
      try (var client = new TestClient(herd.http("a"))) {
        client
            .sends("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n")
            .endsItsSide();
        String all = client.hearsAll();
        byte[] body = all.substring(all.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
        var unpacked = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        assertThat(new String(unpacked, UTF_8)).isEqualTo(plain.body());
      }
    }
  }

  @Test
  void whoAsksWhetherToSendIsToldSo() throws Exception {
    String put =
        "PUT /v1/clients/kiwi/position HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n";
    try (var herd = herd()) {
      try (var client = new TestClient(herd.http("a"))) {
        client.sends(put + "Content-Type: application/json\r\nContent-Length: 19\r\n\r\n");
        assertThat(client.hears()).startsWith("HTTP/1.1 100");
        client.sends("{\"location\":\"+1-2\"}").endsItsSide();
        assertThat(client.hearsAll()).contains("HTTP/1.1 200", " kiwi +1-2 ");
      }
      try (var client = new TestClient(herd.http("a"))) {
        client.sends(put + "Content-Length: 9999999\r\n\r\n");
        assertThat(client.hears()).startsWith("HTTP/1.1 413");
      }
    }
  }

  @Test
  void aServerTellsWhatItKnowsOfTheHerd() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      String at = herd.hears("b", "IAMAT kiwi +1-2 3");
      herd.isKnownAt(herd.names(), "kiwi", at);
      Eventually.await()
          .untilAsserted(() -> {
            JsonNode state = api.get("a", "/v1/herd").json();
            assertThat(state.path("links").toString())
                .isEqualTo("[{\"one\":\"a\",\"other\":\"b\",\"up\":true,\"onTree\":true}]");
            assertThat(state.at("/servers/1/covered").asInt()).isEqualTo(1);
            assertThat(state.at("/servers/1/reached").asBoolean()).isTrue();
            assertThat(state.at("/servers/1/http").asString())
                .isEqualTo("http://127.0.0.1:" + herd.http("b").getPort());
          });
      herd.stop("b");
      Eventually.await()
          .untilAsserted(() -> {
            JsonNode state = api.get("a", "/v1/herd").json();
            assertThat(state.at("/links/0/up").asBoolean()).isFalse();
            assertThat(state.at("/servers/1/reached").asBoolean()).isFalse();
          });
    }
  }
}
