package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.LinkConfig;
import io.proxyherd.ops.ConfiguredPlaces;
import io.proxyherd.system.GoogleStub.Mood;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A herd that asks Google first, over real sockets, with what can go wrong there. */
@Timeout(120)
final class RemotePlacesSystemTest {
  private static final String CANARY = "AIzaSyCanaryOfTheSystemTests";
  private static final String KIWI = "IAMAT kiwi +34.068930-118.445127 1479413884";
  private static final List<LinkConfig> TWO = List.of(new LinkConfig("Alford", "Ball"));

  // Shared: the index of the places is built there once.
  @TempDir private static Path data;
  @TempDir private Path dir;
  private Optional<GoogleStub> opened = Optional.empty();

  @BeforeEach
  void openStub() throws IOException {
    opened = Optional.of(new GoogleStub());
  }

  @AfterEach
  void closeStub() {
    google().close();
  }

  private GoogleStub google() {
    return opened.orElseThrow();
  }

  private ConfiguredPlaces places(String providers, String... settings) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("places.yaml"),
            """
            data-dir: %s
            places: {providers: [%s], deadline: 60 s}
            google: {url: '%s', key-file: google.key, retries: 0, breaker-pause: 10 ms, %s}
            """
                .formatted(
                    providers.contains("embedded") ? data : dir,
                    providers,
                    google().url(),
                    String.join(", ", settings)));
    Files.writeString(dir.resolve("google.key"), CANARY + "\n");
    HerdConfig config = ConfigLoader.load(Optional.of(file), Map.of());
    return ConfiguredPlaces.open(config, Map.of());
  }

  private static String ask(TestClient client) throws IOException {
    assertThat(client.says("WHATSAT kiwi 10 5").hears()).startsWith("AT Alford ");
    return client.hearsPlaces();
  }

  @Test
  void whenGoogleFailsTheEmbeddedPlacesAnswerAndLaterGoogleAgain() throws Exception {
    try (var places = places("google, embedded", "share-for: 0 s", "timeout: 30 s");
        var herd = TestHerd.linked(dir, TWO, places.chain(), "places.deadline=60 s");
        var client = herd.client("Alford")) {
      client.says(KIWI).hears();
      assertThat(ask(client)).contains("Stub's Diner").doesNotContain("UCLA");
      assertThat(google().key()).isEqualTo(CANARY);
      for (Mood mood : List.of(Mood.DENIES, Mood.IS_OVER_ITS_QUOTA)) {
        google().is(mood);
        assertThat(ask(client)).contains("UCLA").doesNotContain("Stub's Diner");
      }
      google().is(Mood.ANSWERS);
      Eventually.await().untilAsserted(() -> assertThat(ask(client)).contains("Stub's Diner"));
      Eventually.await()
          .untilAsserted(() ->
              assertThat(String.join("\n", herd.log("Ball")))
                  .contains("warn places: denied: google: ")
                  .contains("warn places: over-limit: google: ")
                  .contains("google answers again"));
      assertThat(server(herd))
          .contains("\"name\":\"google\"", "\"denied\":1", "\"name\":\"embedded\"");
    }
    thereIsNoKeyIn(dir, "google.key");
    thereIsNoKeyIn(data, "");
  }

  @Test
  void withoutAnotherProviderTheClientHasTheLineAndGooglesWord() throws Exception {
    try (var places = places("google", "share-for: 0 s", "timeout: 30 s");
        var herd = TestHerd.linked(dir, TWO, places.chain(), "places.deadline=60 s");
        var client = herd.client("Alford")) {
      client.says(KIWI).hears();
      google().is(Mood.DENIES);
      assertThat(ask(client)).contains("\"REQUEST_DENIED\"", "\"results\":[]");
      google().is(Mood.IS_OVER_ITS_QUOTA);
      assertThat(ask(client)).contains("\"OVER_QUERY_LIMIT\"", "\"results\":[]");
    }
  }

  @Test
  void aGoogleThatHangsLeavesTheOthersTimeAndIsLeftAlone() throws Exception {
    try (var places = places("google, embedded", "timeout: 100 ms", "breaker-failures: 2");
        var herd = TestHerd.linked(dir, TWO, places.chain(), "places.deadline=60 s");
        var client = herd.client("Alford")) {
      client.says(KIWI).hears();
      google().is(Mood.HANGS);
      for (int i = 0; i < 3; i++) {
        assertThat(ask(client)).contains("UCLA");
      }
      Eventually.await()
          .untilAsserted(() ->
              assertThat(String.join("\n", herd.log("Alford")))
                  .contains("warn places: circuit of google: open, 2 failures in a row"));
    }
  }

  @Test
  void aThousandClientsAtOneSpotMakeOneCall() throws Exception {
    try (var places = places("google", "timeout: 5 s");
        var herd = TestHerd.linked(dir, TWO, places.chain(), "places.deadline=60 s")) {
      String at = herd.hears("Alford", KIWI);
      herd.isKnownAt(List.of("Ball"), "kiwi", at);
      int before = google().calls();
      google().is(Mood.HANGS);
      var clients = new ArrayList<TestClient>();
      try {
        for (int i = 0; i < 1000; i++) {
          clients.add(herd.client(i % 2 == 0 ? "Alford" : "Ball"));
        }
        for (TestClient client : clients) {
          client.says("WHATSAT kiwi 7 5");
        }
        for (TestClient client : clients) {
          assertThat(client.hears()).isEqualTo(at);
          assertThat(client.hearsPlaces()).contains("\"results\":[]");
        }
      } finally {
        for (TestClient client : clients) {
          client.close();
        }
      }
      assertThat(google().calls() - before).isEqualTo(1);
    }
  }

  @Test
  void theBudgetStopsAtItsFigureAlsoOverARestart() throws Exception {
    for (int life = 0; life < 2; life++) {
      try (var places = places("google", "share-for: 0 s", "daily-budget: 5");
          var herd = TestHerd.linked(dir, TWO, places.chain(), "places.deadline=60 s");
          var client = herd.client("Alford")) {
        client.says(KIWI).hears();
        for (int i = 0; i < 4; i++) {
          boolean granted = life * 4 + i < 5;
          assertThat(ask(client)).contains(granted ? "Stub's Diner" : "\"OVER_QUERY_LIMIT\"");
        }
      }
    }
    assertThat(google().calls()).isEqualTo(5);
  }

  private static String server(TestHerd herd) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + herd.http("Alford").getPort() + "/v1/server"))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static void thereIsNoKeyIn(Path directory, String except) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().equals(except)) {
          assertThat(Files.readAllBytes(file)).asString().as("%s", file).doesNotContain(CANARY);
        }
      }
    }
  }
}
