package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.remote.ApiStub.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's Places API (New), against a stand-in. */
final class GooglePlacesTest extends RemotePlacesContract {
  GooglePlacesTest() {
    super(new GoogleStub());
  }

  @Override
  RemotePlaces open(RemoteClient client, RemoteSettings settings) {
    return RemotePlaces.google(client, settings, Canary.SECRET);
  }

  @Override
  String idPrefix() {
    return "ChIJ-";
  }

  @Test
  void namesGoogleMaps() {
    assertThat(new String(NearbyPrinter.print(found(query(10, 20))), UTF_8))
        .startsWith(
            "{\"html_attributions\":[\"<a href=\\\"https://www.google.com/maps\\\">Google"
                + " Maps</a>\"],"
                + "\"results\":[{\"geometry\":{\"location\":{\"lat\":34.06993,\"lng\":-118.445127}}");
  }

  @Test
  void refusesMoreThan50Kilometres() {
    assertThat(found(query(50, 20)).places()).hasSize(3);
    assertThat(failed(query(50.1, 20)).message())
        .isEqualTo("test: radius: 50.1 km (expected: at most 50)");
  }

  @Test
  void aWrongKeyIsRefusedWithTheCure() {
    var wrong =
        RemotePlaces.google(
            client, new RemoteSettings("google", server.url()), Secret.of("key", "wrong"));
    assertThat(ask(wrong, query(10, 20), PATIENCE))
        .hasToString(
            "Failed[status=REQUEST_DENIED, retry=NEVER, message=google: the key is refused"
                + " (API_KEY_INVALID); check google.key-file, retryAfter=Optional.empty]");
  }

  @Test
  void aTypeThatGoogleDoesNotHaveIsRefused() {
    assertThat(failed(queryFor("unicorn")).message())
        .isEqualTo("test: the request is refused (INVALID_ARGUMENT)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | INVALID_ARGUMENT   |                         | INVALID_REQUEST NEVER  | the request is refused (INVALID_ARGUMENT)
          400 | INVALID_ARGUMENT   | API_KEY_INVALID         | REQUEST_DENIED NEVER   | the key is refused (API_KEY_INVALID); check test.key-file
          400 | FAILED_PRECONDITION| API_KEY_EXPIRED         | REQUEST_DENIED NEVER   | the key is refused (API_KEY_EXPIRED); check test.key-file
          401 | UNAUTHENTICATED    |                         | REQUEST_DENIED NEVER   | the key may not be used for this (UNAUTHENTICATED); check its restrictions and its project's billing
          403 | PERMISSION_DENIED  |                         | REQUEST_DENIED NEVER   | the key may not be used for this (PERMISSION_DENIED); check its restrictions and its project's billing
          403 | PERMISSION_DENIED  | SERVICE_DISABLED        | REQUEST_DENIED NEVER   | the API is disabled (SERVICE_DISABLED); enable Places API (New) in the key's project
          403 | PERMISSION_DENIED  | API_KEY_SERVICE_BLOCKED | REQUEST_DENIED NEVER   | the key may not be used for this (API_KEY_SERVICE_BLOCKED); check its restrictions and its project's billing
          403 | PERMISSION_DENIED  | BILLING_DISABLED        | REQUEST_DENIED NEVER   | the key may not be used for this (BILLING_DISABLED); check its restrictions and its project's billing
          429 | RESOURCE_EXHAUSTED |                         | OVER_QUERY_LIMIT SOON  | the quota of the minute is used up (RESOURCE_EXHAUSTED)
          429 | RESOURCE_EXHAUSTED | RATE_LIMIT_EXCEEDED     | OVER_QUERY_LIMIT SOON  | the quota of the minute is used up (RATE_LIMIT_EXCEEDED)
          429 | RESOURCE_EXHAUSTED | QUOTA_EXCEEDED          | OVER_QUERY_LIMIT NEVER | the quota of the day is used up (QUOTA_EXCEEDED)
          500 | INTERNAL           |                         | UNKNOWN_ERROR SOON     | the server has trouble (HTTP 500)
          503 | UNAVAILABLE        |                         | UNKNOWN_ERROR SOON     | the server has trouble (HTTP 503)
          504 | DEADLINE_EXCEEDED  |                         | UNKNOWN_ERROR SOON     | the server has trouble (HTTP 504)
          """)
  void tellsErrorsByCodeStatusAndReason(
      int code, String status, String reason, String verdict, String message) {
    failWith(GoogleStub.error(code, status, reason == null ? "" : reason), verdict, message);
  }

  @Test
  void tellsAMinutesQuotaFromADays() {
    Failed minute =
        failWith(
            GoogleStub.exhausted("SearchNearbyRequestPerMinutePerProject", "1/min/{project}"),
            "OVER_QUERY_LIMIT SOON",
            "the quota of the minute is used up (RATE_LIMIT_EXCEEDED)");
    assertThat(minute.retryAfter()).contains(Duration.ofSeconds(8));
    failWith(
        GoogleStub.exhausted("SearchNearbyRequestPerDayPerProject", "1/d/{project}"),
        "OVER_QUERY_LIMIT NEVER",
        "the quota of the day is used up (RATE_LIMIT_EXCEEDED)");
  }

  @Test
  void wordsThatAreNoneOfGooglesAreNotRepeated() {
    failWith(
        GoogleStub.error(403, "\\u001b[2J", "go to https://example.org"),
        "REQUEST_DENIED NEVER",
        "the key may not be used for this (HTTP 403); check its restrictions and its project's"
            + " billing");
  }

  private Failed failWith(Answer answer, String verdict, String message) {
    server.answerWith((_, out) -> StubServer.send(out, answer.status(), answer.json()));
    Failed failed = failed(query(10, 20));
    assertThat(failed.status() + " " + failed.retry()).isEqualTo(verdict);
    assertThat(failed.message()).isEqualTo("test: " + message);
    return failed;
  }

  @Test
  void leavesOutWhatIsClosedForGoodOrHasNoName() {
    server.answerWith((_, out) ->
        StubServer.send(
            out,
            200,
            """
            {"places": [
             {"id": "a", "location": {}, "displayName": {"text": "Null Island"}, "unknown": [{}]},
             {"id": "b", "location": {}, "displayName": {"text": "Gone"},
              "businessStatus": "CLOSED_PERMANENTLY"},
             {"id": "c", "location": {"latitude": 0.001}}]}\
            """));
    var found = (Found) ask(provider, new io.proxyherd.node.NearbyQuery(0, 0, 1, 20), PATIENCE);
    assertThat(names(found)).containsExactly("Null Island");
    assertThat(found.places().getFirst().types()).isEmpty();
  }
}
