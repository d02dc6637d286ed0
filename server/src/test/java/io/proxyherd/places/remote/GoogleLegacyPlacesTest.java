package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's Nearby Search (legacy), against a stand-in. */
final class GoogleLegacyPlacesTest extends RemotePlacesContract {
  /** As Google writes it, and things that it might write: all of it is to come out as it is. */
  private static final String ODD =
      """
      {
         "html_attributions" : [ "Listings by \\u003ca href=\\"https:\\/\\/example.org\\"\\u003eX\\u003c/a\\u003e" ],
         "info_messages" : [ "results" ],
         "nested" : { "results" : [ 1 ] },
         "next_page_token" : "Aap_\\u0041",
         "results" : [
            { "geometry" : { "location" : { "lat" : 34.0790, "lng" : -1.18445127e2 } }, "name" : "B  \\"b\\\\" },
            { "rating" : 4.50, "huge" : 123456789012345678901234567890, "geometry" : { "location" :
              { "lat" : 34.0700, "lng" : -118.445127 } }, "none" : null, "name" : "A \\ud83d\\udc27 [ ] } ," },
            { "geometry" : { "location" : { "lat" : 35, "lng" : -118 } }, "name" : "Far" }
         ],
         "status" : "OK"
      }
      """;

  private static final String HEAD =
      "{\"html_attributions\":[\"Listings by \\u003ca"
          + " href=\\\"https:\\/\\/example.org\\\"\\u003eX\\u003c/a\\u003e\"],"
          + "\"info_messages\":[\"results\"],\"nested\":{\"results\":[1]},"
          + "\"next_page_token\":\"Aap_\\u0041\",\"results\":[";
  private static final String A =
      "{\"rating\":4.50,\"huge\":123456789012345678901234567890,\"geometry\":{\"location\":{\"lat\":34.0700,\"lng\":-118.445127}},\"none\":null,\"name\":\"A"
          + " \\ud83d\\udc27 [ ] } ,\"}";
  private static final String B =
      "{\"geometry\":{\"location\":{\"lat\":34.0790,\"lng\":-1.18445127e2}},\"name\":\"B "
          + " \\\"b\\\\\"}";

  GoogleLegacyPlacesTest() {
    super(new GoogleLegacyStub());
  }

  @Override
  RemotePlaces open(RemoteClient client, RemoteSettings settings) {
    return RemotePlaces.googleLegacy(client, settings, Canary.SECRET);
  }

  @Override
  String idPrefix() {
    return "ChIJ-";
  }

  @Test
  void passesOnWhatGoogleWroteCharacterByCharacter() {
    server.answerWith((_, out) -> StubServer.send(out, 200, ODD));
    Found found = found(query(10, 20));
    assertThat(print(found)).isEqualTo(HEAD + A + "," + B + "],\"status\":\"OK\"}");
    assertThat(print(found.limitedTo(1))).isEqualTo(HEAD + A + "],\"status\":\"OK\"}");
    assertThat(names(found)).containsExactly("A 🐧 [ ] } ,", "B  \"b\\");
  }

  @Test
  void saysThatThereAreNoneWhenAllAreBeyondTheRadius() {
    server.answerWith((_, out) -> StubServer.send(out, 200, ODD));
    assertThat(print(found(query(0.01, 20))))
        .isEqualTo("{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}");
  }

  @Test
  void passesOnWhatGoogleWritesWhenThereAreNone() {
    server.answerWith((_, out) ->
        StubServer.send(
            out,
            200,
            "{\"results\": [], \"info_messages\": [\"x\"], \"status\": \"ZERO_RESULTS\"}"));
    assertThat(print(found(query(10, 20))))
        .isEqualTo("{\"results\":[],\"info_messages\":[\"x\"],\"status\":\"ZERO_RESULTS\"}");
  }

  private static String print(Found found) {
    return new String(NearbyPrinter.print(found), UTF_8);
  }

  @Test
  void asksInWholeMetres() {
    assertThat(found(query(0.0001, 20)).places()).isEmpty();
    assertThat(server.requests.element().query()).containsEntry("radius", "1");
    assertThat(failed(query(50.1, 20)).message())
        .isEqualTo("test: radius: 50.1 km (expected: at most 50)");
  }

  @Test
  void aWrongKeyIsRefusedWithTheCure() {
    var wrong =
        RemotePlaces.googleLegacy(
            client,
            new RemoteSettings("google-legacy", server.url()),
            Secret.of("key", "wrong&type=x+%"));
    assertThat(ask(wrong, query(10, 20), PATIENCE))
        .extracting(outcome -> ((Failed) outcome).message())
        .asString()
        .startsWith(
            "google-legacy: the key is refused (REQUEST_DENIED: The provided API key is invalid.")
        .endsWith("); check google-legacy.key-file");
    assertThat(server.requests.element().query()).containsEntry("key", "wrong&type=x+%");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REQUEST_DENIED   | Not authorized.  | REQUEST_DENIED NEVER   | the key is refused (REQUEST_DENIED: Not authorized.); check test.key-file
          OVER_QUERY_LIMIT |                  | OVER_QUERY_LIMIT SOON  | the quota is used up (OVER_QUERY_LIMIT)
          OVER_DAILY_LIMIT | Billing is off.  | OVER_QUERY_LIMIT NEVER | the quota of the day is used up (OVER_DAILY_LIMIT: Billing is off.)
          INVALID_REQUEST  |                  | INVALID_REQUEST NEVER  | the request is refused (INVALID_REQUEST)
          UNKNOWN_ERROR    |                  | UNKNOWN_ERROR SOON     | the server has trouble (UNKNOWN_ERROR)
          SOMETHING_NEW    |                  | UNKNOWN_ERROR NEVER    | an answer that is none (SOMETHING_NEW)
          """)
  void tellsErrorsByStatus(String status, String text, String verdict, String message) {
    var answer = GoogleLegacyStub.status(status, text == null ? "" : text);
    server.answerWith((_, out) -> StubServer.send(out, 200, answer.json()));
    Failed failed = failed(query(10, 20));
    assertThat(failed.status() + " " + failed.retry()).isEqualTo(verdict);
    assertThat(failed.message()).isEqualTo("test: " + message);
  }

  @Test
  void whatGoogleSaysIsShortenedAndMadeHarmless() {
    var answer =
        GoogleLegacyStub.status(
            "REQUEST_DENIED", "\u001b[2J\nkey=" + Canary.KEY + "x".repeat(5000));
    server.answerWith((_, out) -> StubServer.send(out, 200, answer.json()));
    assertThat(failed(query(10, 20)).message())
        .startsWith("test: the key is refused (REQUEST_DENIED: ?[2J?key=***xxx")
        .endsWith("x…); check test.key-file")
        .hasSizeLessThan(300);
  }
}
