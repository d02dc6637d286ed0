package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random requests made of the OpenAPI description, most of them with something wrong: each is
 * answered in JSON, and none finds a bug. More of them: {@code -Dapi.requests=100000}; others:
 * {@code -Dapi.seed=}.
 */
@Timeout(600)
final class ApiFuzzTest {
  private static final int REQUESTS = Integer.getInteger("api.requests", 1000);
  private static final long FIRST_SEED = Long.getLong("api.seed", 0);
  private static final List<String> IDS =
      List.of(
          "kiwi",
          "emu",
          "%ff",
          "%20",
          "%0a",
          "%zz",
          "%",
          "a%2fb",
          "",
          "..",
          "%00",
          "x".repeat(300));
  private static final List<String> VALUES =
      List.of(
          "1",
          "0",
          "-1",
          "20",
          "999999999999",
          "1e3",
          "NaN",
          "",
          "%",
          "%00",
          "1,2",
          "91,181",
          "+1-2",
          "airport",
          "1970-01-01T00:00:01Z",
          "2016-11-17T21:18:04+01:00",
          "0.000000000000000001",
          "x&x");
  private static final List<String> HEADERS =
      List.of(
          "Content-Type: application/json",
          "Content-Type: application/x-ndjson",
          "Content-Type: application/geo+json; charset=utf-8",
          "Content-Type: ;;;",
          "Accept: application/geo+json",
          "Accept: */*;q=0",
          "Accept: ,;q=,/",
          "Accept-Encoding: gzip",
          "Accept-Encoding: *;q=2",
          "If-None-Match: *",
          "If-None-Match: W/,\"",
          "Origin: null",
          "Expect: 100-continue",
          "Content-Encoding: br");
  private static final List<String> BODIES =
      List.of(
          "{\"latitude\":34.06893,\"longitude\":-118.445127,\"time\":\"2016-11-17T20:18:04Z\"}",
          "{\"location\":\"+34.068930-118.445127\",\"time\":1479413884.392014450}",
          "{\"client\":\"kiwi\",\"latitude\":1e2,\"longitude\":-1E-400}\n"
              + "{\"client\":\"emu\",\"location\":\"+1-2\"}",
          "{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"emu\",\"geometry\":{\"type\":\"Point\","
              + "\"coordinates\":[1,2]},\"properties\":{\"client\":\"\\ud800\",\"time\":5}}]}",
          "[".repeat(2000),
          "");
  private static final List<String> SCRAPS =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\\u0000",
          "\\ud800",
          "\n",
          "\u00ff",
          "null",
          "1e999999999",
          "9".repeat(900),
          "-");

  /** What nobody expects as JSON: the page, metrics, probes, the description. */
  private static final Pattern TEXT =
      Pattern.compile("content-type: (text/|image/|application/(openmetrics-text|yaml))");

  @TempDir private Path dir;

  @Test
  void whateverIsAskedIsAnsweredInJson() throws Exception {
    // A stream's answer has no end.
    try (var herd =
            TestHerd.onDisks(
                dir,
                disk -> disk,
                TestHerd.NO_PLACES,
                "http.max-wait=20 ms",
                "http.max-streams=0");
        var api = new Api(herd)) {
      var operations = List.copyOf(api.contract().operations());
      for (long seed = FIRST_SEED; seed < FIRST_SEED + REQUESTS; seed++) {
        var random = new Random(seed);
        String request = request(random, any(random, operations), api.contract().description());
        try (var client = new TestClient(herd.http("a"))) {
          check(seed, request, client.sends(request).hearsAll());
        }
      }
      assertThat(herd.log("a")).noneMatch(line -> line.contains(" error "));
      assertThat(api.get("a", "/healthz").status()).isEqualTo(200);
    }
  }

  private static void check(long seed, String request, String answer) {
    String said = "-Dapi.seed=" + seed + " -Dapi.requests=1\n" + request + "\n" + answer;
    String whole = answer.replaceFirst("^HTTP/1.1 100 .*\r\n(.*\r\n)*?\r\n", "");
    assertThat(whole)
        .as(said)
        .matches("(?s)HTTP/1.1 [2-5]\\d\\d .*")
        .doesNotMatch("(?s)HTTP/1.1 500.*");
    String head = whole.substring(0, whole.indexOf("\r\n\r\n"));
    String body = whole.substring(head.length() + 4);
    boolean isPacked = head.contains("gzip");
    boolean isText = TEXT.matcher(head).find() && head.startsWith("HTTP/1.1 200 ");
    if (!body.isEmpty() && !isPacked && !isText) {
      assertThat(head)
          .as(said)
          .containsPattern("content-type: application/(geo\\+|problem\\+)?json");
      try {
        JsonNode json = new JsonMapper().readTree(body.getBytes(ISO_8859_1));
        assertThat(json.isObject()).as(said).isTrue();
      } catch (JacksonException e) {
        throw new AssertionError(said, e);
      }
    }
  }

  private static String request(Random random, String operation, JsonNode description) {
    String[] methodAndPath = operation.split(" ", -1);
    String method =
        random.nextInt(10) == 0
            ? any(random, List.of("HEAD", "OPTIONS", "PATCH", "PUT"))
            : methodAndPath[0];
    String path =
        methodAndPath[1].replace(
            "{id}", any(random, IDS.subList(0, random.nextBoolean() ? 2 : IDS.size())));
    var text = new StringBuilder(method + " " + path);
    JsonNode parameters =
        description
            .path("paths")
            .path(methodAndPath[1])
            .path(methodAndPath[0].toLowerCase(Locale.ROOT))
            .path("parameters");
    String separator = "?";
    for (JsonNode parameter : parameters) {
      if (random.nextInt(3) > 0) {
        text.append(separator)
            .append(name(parameter, description))
            .append('=')
            .append(any(random, VALUES));
        separator = "&";
      }
    }
    String body = body(random);
    text.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ");
    text.append(body.length()).append("\r\n");
    for (int count = random.nextInt(4); count > 0; count--) {
      text.append(any(random, HEADERS)).append("\r\n");
    }
    return text.append("\r\n").append(body).toString();
  }

  private static String name(JsonNode parameter, JsonNode description) {
    JsonNode known =
        parameter.has("$ref")
            ? description.at(parameter.path("$ref").asString().substring(1))
            : parameter;
    return known.path("name").asString();
  }

  private static String body(Random random) {
    var body = new StringBuilder(any(random, BODIES));
    for (int count = random.nextInt(3); count > 0; count--) {
      int at = random.nextInt(body.length() + 1);
      body.replace(at, Math.min(body.length(), at + random.nextInt(3)), any(random, SCRAPS));
    }
    return body.toString();
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
