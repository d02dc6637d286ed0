package io.proxyherd.places.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.proxyherd.geo.EarthDistance;
import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.NearbyPrinter;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Found;
import io.proxyherd.places.Outcome.Retry;
import io.proxyherd.places.Place;
import io.proxyherd.places.shipped.ExamplePlaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  final class OfTheWorld {
    private final EmbeddedPlaces places;

    OfTheWorld(@TempDir Path directory) {
      places = EmbeddedPlaces.open(directory, 2, 16, 64 << 20);
    }

    @AfterAll
    void close() {
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
      return switch (within60Seconds(places.find(query, PATIENCE))) {
        case Found found -> JsonMapper.shared().readTree(NearbyPrinter.print(found));
        case Failed failed -> throw new AssertionError(failed);
      };
    }
  }

  @Test
  void answersOnAThreadOfItsOwn() {
    var thread = new CompletableFuture<Thread>();
    var search = new OneAtATime(thread);
    try (var places = new EmbeddedPlaces(search, 1, 1)) {
      var _ = ask(places);
      assertThat(within60Seconds(thread))
          .returns("places-1", Thread::getName)
          .returns(true, Thread::isDaemon);
      search.release();
    }
  }

  @Test
  void failsAtOnceWhenTheQueueIsFull() {
    var search = new OneAtATime(new CompletableFuture<>());
    try (var places = new EmbeddedPlaces(search, 1, 1)) {
      CompletableFuture<Outcome> running = ask(places);
      search.isReached();
      CompletableFuture<Outcome> waiting = ask(places);
      assertThat(ask(places)).isCompletedWithValue(failed("places: too many lookups are waiting"));
      search.release();
      assertThat(within60Seconds(running)).isInstanceOf(Found.class);
      assertThat(within60Seconds(waiting)).isInstanceOf(Found.class);
    }
  }

  @Test
  void failsWhatIsStillWaitingWhenItCloses() throws Exception {
    Failed stopping = failed("places: the server is stopping");
    var search = new OneAtATime(new CompletableFuture<>());
    var places = new EmbeddedPlaces(search, 1, 1);
    var _ = ask(places);
    search.isReached();
    CompletableFuture<Outcome> waiting = ask(places);
    Thread closing = Thread.ofPlatform().start(places::close);
    assertThat(within60Seconds(waiting)).isEqualTo(stopping);
    assertThat(ask(places)).isCompletedWithValue(stopping);
    search.release();
    closing.join();
    assertThat(ask(places)).isCompletedWithValue(stopping);
  }

  @Test
  void turnsErrorsIntoFailuresAndLogsEachKindOnce() throws IOException {
    var unanswerable = new NearbyQuery(91, 0, 10, 5);
    try (EmbeddedPlaces places = lyon(16);
        var log = new CapturedLog(EmbeddedPlaces.class)) {
      for (int i = 0; i < 3; i++) {
        assertThat(within60Seconds(places.find(unanswerable, PATIENCE)))
            .isEqualTo(failed("places: the lookup failed; see the server's log"));
      }
      assertThat(log.messages()).hasSize(1);
    }
  }

  private static EmbeddedPlaces lyon(int queueLength) throws IOException {
    return new EmbeddedPlaces(
        ExampleIndex.of(ExamplePlaces.dataset(ExamplePlaces.LYON)), 1, queueLength);
  }

  private static CompletableFuture<Outcome> ask(EmbeddedPlaces places) {
    return places.find(ANYWHERE, PATIENCE);
  }

  private static Failed failed(String message) {
    return new Failed(Status.UNKNOWN_ERROR, Retry.NEVER, message);
  }

  private static <T> T within60Seconds(CompletableFuture<T> value) {
    await().atMost(60, TimeUnit.SECONDS).until(value::isDone);
    return value.join();
  }

  /** A search that finds nothing, and that only once it is released. */
  private static final class OneAtATime implements PlaceSearch {
    private final CompletableFuture<Thread> reached;
    private final CountDownLatch released = new CountDownLatch(1);

    OneAtATime(CompletableFuture<Thread> reached) {
      this.reached = reached;
    }

    void isReached() {
      var _ = within60Seconds(reached);
    }

    void release() {
      released.countDown();
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public List<Place> nearest(NearbyQuery query) {
      reached.complete(Thread.currentThread());
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return List.of();
    }

    @Override
    public void close() {}
  }
}
