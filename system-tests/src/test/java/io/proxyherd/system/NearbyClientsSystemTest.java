package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.LinkConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is near, over HTTP. */
@Timeout(120)
final class NearbyClientsSystemTest {
  @TempDir private Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @AfterEach
  void closeClient() {
    http.shutdownNow();
  }

  private TestHerd two() throws Exception {
    return TestHerd.linked(dir, List.of(new LinkConfig("a", "b")), TestHerd.NO_PLACES);
  }

  private HttpResponse<String> ask(TestHerd herd, String query, String accept) throws Exception {
    String port = String.valueOf(herd.http("b").getPort());
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/clients?" + query))
            .header("accept", accept)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(TestHerd herd, String query) throws Exception {
    HttpResponse<String> response = ask(herd, query, "application/json");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private static List<String> ids(JsonNode answer) {
    return answer.at("/clients").valueStream().map(one -> one.at("/client").asString()).toList();
  }

  @Test
  void theNearestComeFirst() throws Exception {
    try (var herd = two().isLinked()) {
      var _ = herd.hears("a", "IAMAT far +1+2 3");
      var _ = herd.hears("a", "IAMAT near +0+0.001 3");
      herd.isKnownAt(herd.names(), "next", herd.hears("a", "IAMAT next +0+0.002 3"));

      JsonNode within = get(herd, "near=0,0&radiusKm=1");
      assertThat(ids(within)).containsExactly("near", "next");
      assertThat(within.at("/clients/0/metres").asDouble()).isBetween(111.0, 111.5);
      assertThat(within.at("/clients/0/longitude").asDouble()).isEqualTo(0.001);
      assertThat(within.at("/server").asString()).isEqualTo("b");
      assertThat(within.at("/complete").asBoolean()).isTrue();
      assertThat(within.at("/cursor").isNull()).isTrue();
      assertThat(ids(get(herd, "near=0,0&radiusKm=20000"))).hasSize(3);
      assertThat(ids(get(herd, "bbox=0.5,1,1,3"))).containsExactly("far");
      assertThat(get(herd, "bbox=0.5,1,1,3").at("/clients/0/metres").isNull()).isTrue();
    }
  }

  @Test
  void itIsGeoJsonForThoseWhoAskForIt() throws Exception {
    try (var herd = two().isLinked()) {
      herd.isKnownAt(herd.names(), "kiwi", herd.hears("a", "IAMAT kiwi +1-2 3"));

      HttpResponse<String> response = ask(herd, "bbox=0,-3,2,3", "application/geo+json");

      assertThat(response.headers().firstValue("content-type")).hasValue("application/geo+json");
      JsonNode features = json.readTree(response.body());
      assertThat(features.at("/type").asString()).isEqualTo("FeatureCollection");
      assertThat(features.at("/features/0/id").asString()).isEqualTo("kiwi");
      assertThat(features.at("/features/0/geometry/coordinates").toString())
          .isEqualTo("[-2.0,1.0]");
      assertThat(features.at("/features/0/properties/heardBy").asString()).isEqualTo("a");
    }
  }

  @Test
  void aCursorAsksForTheNextPage() throws Exception {
    try (var herd = two().isLinked()) {
      String last = "";
      for (int client = 0; client < 10; client++) {
        last = herd.hears("a", "IAMAT k" + client + " +1+" + client + " 3");
      }
      herd.isKnownAt(herd.names(), "k9", last);

      for (String query : List.of("near=0,0&radiusKm=20000&limit=3", "bbox=0,-1,1,11&limit=3")) {
        var seen = new ArrayList<String>();
        JsonNode page = get(herd, query);
        seen.addAll(ids(page));
        while (!page.at("/complete").asBoolean()) {
          page = get(herd, query + "&cursor=" + page.at("/cursor").asString());
          seen.addAll(ids(page));
        }
        assertThat(new TreeSet<>(seen)).hasSize(10);
        assertThat(seen).hasSize(10);
      }
      assertThat(ids(get(herd, "near=1,0&radiusKm=20000&limit=10")))
          .isEqualTo(IntStream.range(0, 10).mapToObj(client -> "k" + client).toList());
    }
  }

  @Test
  void whatCantBeAskedIsRefusedWithTheCure() throws Exception {
    try (var herd = two()) {
      isRefused(herd, "", "one of them");
      isRefused(herd, "near=0,0&bbox=0,0,1,1", "one of them");
      isRefused(herd, "near=91,0", "latitude -90..90");
      isRefused(herd, "near=0,0&radiusKm=20017", "at most 20016");
      isRefused(herd, "near=0,0&radiusKm=0", "more than 0");
      isRefused(herd, "near=0,0&limit=1001", "between 1 and 1000");
      isRefused(herd, "near=0,0&cursor=moo", "begin again without it");
      isRefused(herd, "bbox=0,0,1", "south,west,north,east");
      isRefused(herd, "bbox=1,0,0,1", "at most north");
      isRefused(herd, "bbox=0,0,1,181", "-180..180");
      isRefused(herd, "bbox=0,0,1,1&radiusKm=5", "none with bbox");
      isRefused(herd, "bbox=0,0,1,1&cursor=" + encoded("<b>"), "begin again without it");
      isRefused(herd, "around=0,0", "near");
    }
  }

  private void isRefused(TestHerd herd, String query, String expected) throws Exception {
    HttpResponse<String> response = ask(herd, query, "application/json");
    assertThat(response.statusCode()).as(query).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(json.readTree(response.body()).at("/detail").asString()).contains(expected);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
