package io.proxyherd.places;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyAnswer.Failed;
import io.proxyherd.node.NearbyAnswer.Found;
import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.PlacesProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EmbeddedPlacesTest {
  private static final NearbyQuery ANYWHERE = new NearbyQuery(45.7, 4.8, 10, 5);

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  final class OfTheWorld {
    private final EmbeddedPlaces places;

    OfTheWorld(@TempDir Path directory) {
      places = EmbeddedPlaces.open(directory, 2, 16);
    }

    @AfterAll
    void close() throws IOException {
      places.close();
    }

    @Test
    void areAllThatWereShipped() {
      assertThat(places.size()).isEqualTo(190_188);
    }

    @Test
    void findThirtyTwoWithinTenKilometresOfTheCampus() {
      JsonNode answer = find(34.068930, -118.445127, 10, 1000);
      assertThat(answer.path("status").stringValue()).isEqualTo("OK");
      assertThat(answer.path("results")).hasSize(32);
      assertThat(answer.path("html_attributions")).hasSize(2);
    }

    @Test
    void findTheHelistopOfTheMedicalCenterFirst() {
      JsonNode helistop = find(34.068930, -118.445127, 10, 1).path("results").path(0);
      assertThat(helistop.path("name").stringValue())
          .isEqualTo("RONALD REAGAN UCLA MEDICAL CENTER HELISTOP");
      assertThat(helistop.path("place_id").stringValue()).isEqualTo("faa-75CL");
      assertThat(helistop.path("types").path(0).stringValue()).isEqualTo("heliport");
      assertThat(helistop.path("vicinity").stringValue()).isEqualTo("LOS ANGELES, CA");
      JsonNode at = helistop.path("geometry").path("location");
      assertThat(
              EarthDistance.metres(
                  34.068930,
                  -118.445127,
                  at.path("lat").doubleValue(),
                  at.path("lng").doubleValue()))
          .isCloseTo(270, within(0.5));
    }

    @Test
    void findThreeHundredAndTwoWithinFiftyKilometresOfTheCampus() {
      assertThat(find(34.068930, -118.445127, 50, 1000).path("results")).hasSize(302);
    }

    @Test
    void findNoneInTheMiddleOfThePacific() {
      JsonNode answer = find(0, -140, 50, 20);
      assertThat(answer.path("status").stringValue()).isEqualTo("ZERO_RESULTS");
      assertThat(answer.path("results")).isEmpty();
      assertThat(answer.path("html_attributions")).isEmpty();
    }

    private JsonNode find(double latitude, double longitude, double radiusKm, int limit) {
      var query = new NearbyQuery(latitude, longitude, radiusKm, limit);
      return JsonMapper.shared().readTree(foundBy(places, query));
    }
  }

  @Test
  void answersOnAThreadOfItsOwn() throws IOException {
    try (EmbeddedPlaces places = lyon(1)) {
      var thread = new CompletableFuture<Thread>();
      places.find(ANYWHERE, _ -> thread.complete(Thread.currentThread()));
      assertThat(within60Seconds(thread))
          .returns("places-1", Thread::getName)
          .returns(true, Thread::isDaemon);
    }
  }

  @Test
  void failsAtOnceWhenTheQueueIsFull() throws IOException {
    var release = new CountDownLatch(1);
    try (EmbeddedPlaces places = lyon(1)) {
      places.find(ANYWHERE, _ -> awaitQuietly(release));
      CompletableFuture<NearbyAnswer> waiting = ask(places);
      CompletableFuture<NearbyAnswer> tooMany = ask(places);
      assertThat(tooMany)
          .isCompletedWithValue(
              new Failed(Status.UNKNOWN_ERROR, "places: too many lookups are waiting"));
      release.countDown();
      assertThat(within60Seconds(waiting)).isInstanceOf(Found.class);
    }
  }

  @Test
  void failsWhatIsStillWaitingWhenItCloses() throws Exception {
    var stopping = new Failed(Status.UNKNOWN_ERROR, "places: the server is stopping");
    var release = new CountDownLatch(1);
    EmbeddedPlaces places = lyon(1);
    places.find(ANYWHERE, _ -> awaitQuietly(release));
    CompletableFuture<NearbyAnswer> waiting = ask(places);
    Thread closing = Thread.ofPlatform().start(() -> places.close());
    assertThat(within60Seconds(waiting)).isEqualTo(stopping);
    assertThat(ask(places)).isCompletedWithValue(stopping);
    release.countDown();
    closing.join();
    assertThat(ask(places)).isCompletedWithValue(stopping);
  }

  @Test
  void turnsErrorsIntoFailuresAndLogsEachKindOnce() throws IOException {
    var unanswerable = new NearbyQuery(91, 0, 10, 5);
    try (EmbeddedPlaces places = lyon(16);
        var log = new CapturedLog(EmbeddedPlaces.class)) {
      for (int i = 0; i < 3; i++) {
        var answer = new CompletableFuture<NearbyAnswer>();
        places.find(unanswerable, answer::complete);
        assertThat(within60Seconds(answer))
            .isEqualTo(
                new Failed(
                    Status.UNKNOWN_ERROR, "places: the lookup failed; see the server's log"));
      }
      assertThat(log.messages()).hasSize(1);
    }
  }

  private static EmbeddedPlaces lyon(int queueLength) throws IOException {
    return new EmbeddedPlaces(
        ExamplePlaces.index(ExamplePlaces.dataset(ExamplePlaces.LYON)), 1, queueLength);
  }

  private static CompletableFuture<NearbyAnswer> ask(PlacesProvider places) {
    var answer = new CompletableFuture<NearbyAnswer>();
    places.find(ANYWHERE, answer::complete);
    return answer;
  }

  private static String foundBy(PlacesProvider places, NearbyQuery query) {
    var answer = new CompletableFuture<NearbyAnswer>();
    places.find(query, answer::complete);
    return switch (within60Seconds(answer)) {
      case Found(var json) -> new String(json, UTF_8);
      case Failed failed -> throw new AssertionError(failed);
    };
  }

  private static <T> T within60Seconds(CompletableFuture<T> value) {
    await().atMost(60, TimeUnit.SECONDS).until(value::isDone);
    return value.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
