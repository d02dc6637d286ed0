package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard asks servers for, and who else can't. */
@Timeout(120)
final class DashboardHttpTest {
  private static final String CONSOLE = "/v1/console";
  private static final String WHATSAT = "{\"line\":\"WHATSAT kiwi 10 1\"}";

  @TempDir private Path dir;

  private TestHerd herd(String... settings) throws Exception {
    return TestHerd.linked(dir, List.of(new LinkConfig("a", "b")), TestHerd.NO_PLACES, settings);
  }

  @Test
  void thePageMayLoadNothingFromElsewhere() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      Api.Reply page = api.get("a", "/");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("content-security-policy"))
          .startsWith("default-src 'none'; script-src 'self';")
          .contains("frame-ancestors 'none'", "http://127.0.0.1:" + herd.http("b").getPort())
          .doesNotContain("unsafe", "*", "https:");
      assertThat(page.body()).doesNotContain("{{", "<style", " style=", " onclick=");
      assertThat(page.body()).doesNotContainPattern("(src|href)=\"https?:");
    }
  }

  @Test
  void tilesComeFromWhereTheSettingSaysAndOnlyThen() throws Exception {
    try (var herd = herd("http.tiles-url=https://tiles.example.org/{z}/{x}/{y}.png?a=1&b=2");
        var api = new Api(herd)) {
      Api.Reply page = api.get("a", "/");
      assertThat(page.header("content-security-policy"))
          .contains("img-src 'self' data: https://tiles.example.org;");
      assertThat(page.body())
          .contains("data-tiles=\"https://tiles.example.org/{z}/{x}/{y}.png?a=1&amp;b=2\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/nothing.js",
        "/web/..%2fopenapi.yaml",
        "/web/%2e%2e",
        "/web/leaflet%2flicense.txt",
        "/web/leaflet/..%2findex.html",
        "/web/WebFiles.class",
        "/web/.js"
      })
  void nothingButTheFilesOfThePageIsServed(String path) throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      assertThat(api.get("a", path).status()).isEqualTo(404);
    }
  }

  @Test
  void theConsoleAnswersByteByByteWhatAClientHears() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      herd.hears("a", "IAMAT kiwi +34.068930-118.445127 1479413884.392014450");
      Api.Reply reply = api.send("a", "POST", CONSOLE, WHATSAT, Api.JSON);
      assertThat(reply.header("content-type")).isEqualTo("text/plain");
      try (var client = herd.client("a")) {
        client.sends("WHATSAT kiwi 10 1\n").endsItsSide();
        assertThat(reply.body()).isEqualTo(client.hearsAll());
      }
      String nonsense = "{\"line\":\"HELLO\"}";
      assertThat(api.send("a", "POST", CONSOLE, nonsense, Api.JSON).body()).isEqualTo("? HELLO\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{}", "{\"line\":7}", "{\"line\":\" \"}", "{\"line\":\"A\\nB\"}", "A"})
  void theConsoleTakesOneLine(String body) throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      assertThat(api.send("a", "POST", CONSOLE, body, Api.JSON).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "http://localhost"})
  void noOtherPageUsesTheConsoleOrStopsAServer(String origin) throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      String from = "Origin: " + origin;
      assertThat(api.send("a", "POST", CONSOLE, WHATSAT, Api.JSON, from).status()).isEqualTo(403);
      String stop = "{\"running\":false}";
      Api.Reply refused = api.send("a", "PUT", "/v1/herd/servers/b", stop, Api.JSON, from);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("access-control-allow-origin")).isEmpty();
      // What a page may send without being asked first has another type.
      assertThat(api.send("a", "POST", CONSOLE, WHATSAT, "Content-Type: text/plain").status())
          .isEqualTo(415);
      assertThat(api.get("b", "/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void thePageOfOneServerMayAskTheOthers() throws Exception {
    try (var herd = herd();
        var api = new Api(herd)) {
      for (String host : List.of("127.0.0.1", "localhost")) {
        String origin = "http://" + host + ":" + herd.http("b").getPort();
        String from = "Origin: " + origin;
        Api.Reply first =
            api.send("a", "OPTIONS", CONSOLE, "", from, "Access-Control-Request-Method: POST");
        assertThat(first.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(first.header("access-control-allow-methods")).contains("POST");
        assertThat(api.send("a", "POST", CONSOLE, WHATSAT, Api.JSON, from).status()).isEqualTo(200);
      }
    }
  }
}
