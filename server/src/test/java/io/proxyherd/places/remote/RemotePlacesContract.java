package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.Place;
import io.proxyherd.places.remote.ApiStub.Answer;
import io.proxyherd.places.remote.ApiStub.Spot;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every remote provider does, whatever its API is. */
abstract class RemotePlacesContract {
  static final double LATITUDE = 34.06893;
  static final double LONGITUDE = -118.445127;
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  final ApiStub api;
  final StubServer server;
  final RemoteClient client = new RemoteClient();
  final RemotePlaces provider;
  private final List<AutoCloseable> opened = new ArrayList<>();

  RemotePlacesContract(ApiStub api) {
    this.api = api;
    server = new StubServer(genuine());
    provider = provider(server.url());
    api.place(
        List.of(
            new Spot(3, "Far Pharmacy", LATITUDE + 0.03, LONGITUDE, "pharmacy", "amenity:pharmacy"),
            new Spot(
                1,
                "Near \"Café\" 東京 <b>",
                LATITUDE + 0.001,
                LONGITUDE,
                "restaurant",
                "amenity:restaurant"),
            new Spot(
                2, "Middle Pharmacy", LATITUDE, LONGITUDE + 0.01, "pharmacy", "amenity:pharmacy")));
  }

  /** Opens one of the kind that is tested. */
  abstract RemotePlaces open(RemoteClient client, RemoteSettings settings);

  /** The start of the IDs. */
  abstract String idPrefix();

  private StubServer.Answerer genuine() {
    return (request, out) -> {
      Answer answer = api.answer(request);
      StubServer.send(out, answer.status(), answer.json());
    };
  }

  final RemotePlaces provider(URI url) {
    return opened(open(client, new RemoteSettings("test", url, PATIENCE, 1 << 20, 4)));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    client.close();
    server.close();
    assertThat(api.complaints).isEmpty();
  }

  static NearbyQuery query(double radiusKm, int limit) {
    return new NearbyQuery(LATITUDE, LONGITUDE, radiusKm, limit);
  }

  static NearbyQuery queryFor(String type) {
    return new NearbyQuery(LATITUDE, LONGITUDE, 10, 20, Optional.of(type), "");
  }

  final Outcome ask(RemotePlaces asked, NearbyQuery query, Duration patience) {
    CompletableFuture<Outcome> outcome = asked.find(query, patience);
    await().atMost(PATIENCE).until(outcome::isDone);
    assertThat(outcome).isCompleted();
    return outcome.join();
  }

  final Found found(NearbyQuery query) {
    return (Found) ask(provider, query, PATIENCE);
  }

  final Failed failed(NearbyQuery query) {
    return (Failed) ask(provider, query, PATIENCE);
  }

  static List<String> names(Found found) {
    return found.places().stream().map(Place::name).toList();
  }

  @Test
  void findsThePlacesNearestFirst() {
    Found found = found(query(10, 20));
    assertThat(names(found))
        .containsExactly("Near \"Café\" 東京 <b>", "Middle Pharmacy", "Far Pharmacy");
    Place first = found.places().getFirst();
    assertThat(first.id()).isEqualTo(idPrefix() + "1");
    assertThat(first.latitude()).isEqualTo(LATITUDE + 0.001);
    assertThat(first.longitude()).isEqualTo(LONGITUDE);
    assertThat(first.types())
        .startsWith("restaurant")
        .endsWith("point_of_interest", "establishment")
        .doesNotHaveDuplicates();
    assertThat(first.vicinity()).contains("Example Way").contains("Los Angeles");
  }

  @Test
  void noneIsAnAnswer() {
    Found found = (Found) ask(provider, new NearbyQuery(-34, 118, 10, 20), PATIENCE);
    assertThat(found.places()).isEmpty();
    assertThat(new String(NearbyPrinter.print(found), UTF_8))
        .isEqualTo("{\"html_attributions\":[],\"results\":[],\"status\":\"ZERO_RESULTS\"}");
  }

  @Test
  void givesNoMoreThanTheLimit() {
    assertThat(names(found(query(10, 2))))
        .containsExactly("Near \"Café\" 東京 <b>", "Middle Pharmacy");
  }

  @Test
  void asksForAsManyAsThereCanBeSoThatTheAnswerCanBeShared() {
    api.place(
        IntStream.range(0, 50)
            .mapToObj(i ->
                new Spot(
                    i, "Place " + i, LATITUDE + i * 1e-4, LONGITUDE, "museum", "tourism:museum"))
            .toList());
    Found all = found(query(10, 20));
    assertThat(all.places()).hasSize(20);
    assertThat(all.limitedTo(3)).isEqualTo(found(query(10, 3)));
    assertThat(all.limitedTo(20)).isEqualTo(all);
  }

  @Test
  void leavesOutWhatTheApiSendsFromBeyondTheRadiusAndSortsTheRest() {
    String answer = api.answerWith(api.spots());
    server.answerWith((_, out) -> StubServer.send(out, 200, answer));
    assertThat(names(found(query(1, 20))))
        .containsExactly("Near \"Café\" 東京 <b>", "Middle Pharmacy");
    assertThat(found(query(0.01, 20)).places()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.01, 179.999, 0.01, -179.999", "89.9999, 0, 89.9999, 180", "-90, 0, -89.9999, 77"})
  void findsPlacesAcrossTheAntimeridianAndThePoles(
      double latitude, double longitude, double otherLatitude, double otherLongitude) {
    api.place(
        List.of(new Spot(1, "There", otherLatitude, otherLongitude, "museum", "tourism:museum")));
    Found found = (Found) ask(provider, new NearbyQuery(latitude, longitude, 1, 20), PATIENCE);
    assertThat(names(found)).containsExactly("There");
  }

  @ParameterizedTest
  @CsvSource({"1e-9, 1e-12", "-1e-9, 1e-10", "90, 180", "-90, -180"})
  void canBeAskedAnywhere(double latitude, double longitude) {
    assertThat(ask(provider, new NearbyQuery(latitude, longitude, 1e-6, 20), PATIENCE))
        .isEqualTo(found(query(1e-6, 1)));
  }

  @Test
  void findsOneTypeOnly() {
    assertThat(names(found(queryFor("pharmacy"))))
        .containsExactly("Middle Pharmacy", "Far Pharmacy");
  }

  @Test
  void aTypeThatDoesNotExistIsNoPlaceAndNoHarm() {
    Outcome outcome = ask(provider, queryFor("&key=x\r\nX: y %00 \u202e"), PATIENCE);
    if (outcome instanceof Failed failed) {
      assertThat(failed.status()).hasToString("INVALID_REQUEST");
      assertThat(failed.message()).doesNotContain("\r", "\n", "\u202e");
    } else {
      assertThat(((Found) outcome).places()).isEmpty();
    }
  }

  @Test
  void refusesARadiusThatTheApiDoesNotHave() {
    assertThat(failed(query(5001, 20)))
        .returns("INVALID_REQUEST", failed -> failed.status().name())
        .returns("NEVER", failed -> failed.retry().name())
        .extracting(Failed::message)
        .asString()
        .startsWith("test: radius: 5001.0 km (expected: at most ");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void asksForNothingThatItCanNotRead() {
    var _ = found(query(10, 20));
    assertThat(server.requests.element().headers())
        .doesNotContainKeys("accept-encoding", "upgrade", "cookie")
        .containsEntry("user-agent", "Proxyherd");
  }

  @ParameterizedTest
  @EnumSource
  void everyTroubleIsAFailureWithItsReason(Hostile hostile) {
    server.answerWith(hostile.answerer);
    var failed = (Failed) ask(provider, query(10, 20), hostile.isSlow() ? SHORT : PATIENCE);
    assertThat(failed.status() + " " + failed.retry()).isEqualTo(hostile.verdict);
    assertThat(failed.message()).startsWith("test: " + hostile.message).hasSizeLessThan(300);
    assertThat(server.bytesSent).hasValueLessThan(64 << 20);
    if (hostile.isSlow() || hostile.message.contains("cut off")) {
      await().atMost(PATIENCE).until(() -> server.connections.get() == 0);
    }
    server.answerWith(genuine());
    assertThat(found(query(10, 20)).places()).hasSize(3);
  }

  @Test
  void passesOnHowLongTheServerWantsToBeLeftAlone() {
    server.answerWith((_, out) -> StubServer.send(out, 503, "Retry-After: 17\r\n", ""));
    assertThat(failed(query(10, 20)).retryAfter()).contains(Duration.ofSeconds(17));
    server.answerWith(
        (_, out) -> StubServer.send(out, 503, "Retry-After: Fri, 31 Dec 1999\r\n", ""));
    assertThat(failed(query(10, 20)).retryAfter()).isEmpty();
  }

  @Test
  void aConnectionThatIsRefusedIsAFailure() throws IOException {
    URI gone;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(ask(provider(gone), query(10, 20), PATIENCE))
        .hasToString(failure("UNKNOWN_ERROR", "SOON", "127.0.0.1 refuses the connection"));
  }

  @Test
  void aHostThatNobodyKnowsIsAFailure() {
    var failed =
        (Failed) ask(provider(URI.create("https://no-such-host.invalid")), query(10, 20), PATIENCE);
    assertThat(failed.message())
        .isEqualTo("test: no-such-host.invalid is an unknown host; check test.url and the network");
  }

  @Test
  void aServerThatDoesNotEncryptIsAFailure() throws IOException {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerInPlain(plain));
      URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort());
      assertThat(((Failed) ask(provider(url), query(10, 20), PATIENCE)).message())
          .startsWith("test: no encrypted connection to 127.0.0.1: ")
          .endsWith("; check test.url and this machine's clock and certificates");
    }
  }

  private static void answerInPlain(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The test has ended.
    }
  }

  /** What the kernel takes for a full listener gets no answer at all. */
  @Test
  void aConnectionThatNeverComesAboutIsGivenUp() throws IOException {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) {
        var socket = opened(new Socket());
        try {
          socket.connect(full.getLocalSocketAddress(), 50);
        } catch (IOException _) {
          break;
        }
      }
      URI url = URI.create("http://127.0.0.1:" + full.getLocalPort());
      var failed = (Failed) ask(provider(url), query(10, 20), SHORT);
      assertThat(failed.message()).isEqualTo("test: no complete answer within 300 ms");
    }
  }

  @Test
  void theProvidersOwnTimeoutCounts() {
    server.answerWith(Hostile.SILENT.answerer);
    var quick = opened(open(client, new RemoteSettings("test", server.url(), SHORT, 1 << 20, 4)));
    assertThat(((Failed) ask(quick, query(10, 20), PATIENCE)).message())
        .isEqualTo("test: no complete answer within 300 ms");
  }

  @Test
  void whoGivesUpClosesTheConnection() {
    server.answerWith(Hostile.SILENT.answerer);
    CompletableFuture<Outcome> outcome = provider.find(query(10, 20), PATIENCE);
    await().until(() -> server.requests.size() == 1);
    outcome.cancel(true);
    await().atMost(PATIENCE).until(() -> server.connections.get() == 0);
  }

  @Test
  void noMoreAtATimeThanAllowed() {
    server.answerWith(Hostile.SILENT.answerer);
    List<CompletableFuture<Outcome>> four =
        IntStream.range(0, 4).mapToObj(i -> provider.find(query(10, 20), PATIENCE)).toList();
    assertThat(((Failed) provider.find(query(10, 20), PATIENCE).join()).message())
        .isEqualTo("test: 4 requests are under way; no more at a time");
    four.forEach(outcome -> outcome.cancel(true));
    server.answerWith(genuine());
    assertThat(found(query(10, 20)).places()).hasSize(3);
  }

  @Test
  void closingFailsWhatIsWaiting() {
    server.answerWith(Hostile.SILENT.answerer);
    CompletableFuture<Outcome> outcome = provider.find(query(10, 20), PATIENCE);
    await().until(() -> server.requests.size() == 1);
    provider.close();
    assertThat(outcome.join())
        .hasToString(failure("UNKNOWN_ERROR", "NEVER", "the server is stopping"));
    assertThat(provider.find(query(10, 20), PATIENCE).join()).isEqualTo(outcome.join());
    await().atMost(PATIENCE).until(() -> server.connections.get() == 0);
  }

  @Test
  void aClientThatIsClosedFailsWhatIsWaiting() {
    server.answerWith(Hostile.SILENT.answerer);
    CompletableFuture<Outcome> outcome = provider.find(query(10, 20), PATIENCE);
    await().until(() -> server.requests.size() == 1);
    client.close();
    assertThat(outcome.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(Failed.class);
    assertThat(ask(provider, query(10, 20), PATIENCE)).isInstanceOf(Failed.class);
  }

  @Test
  void manyAtATimeAreAnsweredEach() {
    var many =
        opened(open(client, new RemoteSettings("test", server.url(), PATIENCE, 1 << 20, 200)));
    List<CompletableFuture<Outcome>> all =
        IntStream.range(0, 200).mapToObj(i -> many.find(query(10, 20), PATIENCE)).toList();
    assertThat(all)
        .extracting(CompletableFuture::join)
        .allSatisfy(one ->
            assertThat(one)
                .isInstanceOfSatisfying(Found.class, it -> assertThat(it.places()).hasSize(3)));
  }

  private static String failure(String status, String retry, String message) {
    return "Failed[status=%s, retry=%s, message=test: %s, retryAfter=Optional.empty]"
        .formatted(status, retry, message);
  }
}
