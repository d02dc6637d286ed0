package io.proxyherd.places.index;

import static io.proxyherd.places.index.ExampleLayers.NORTH_OF_LYON;
import static io.proxyherd.places.index.ExampleLayers.flipMiddleByte;
import static io.proxyherd.places.index.ExampleLayers.found;
import static io.proxyherd.places.index.ExampleLayers.layer;
import static io.proxyherd.places.index.ExampleLayers.names;
import static io.proxyherd.places.index.ExampleLayers.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class LiveLayersTest {
  private static final String LYON = "Lyon of shipped";

  private final ExampleLayers layers;
  private final LayerStore store;

  LiveLayersTest(@TempDir Path temp) {
    layers = new ExampleLayers(temp.resolve("places"));
    store = layers.store();
  }

  @Test
  void answerAtOnceFromWhatHoldsNow() throws IOException {
    try (LiveLayers live = layers.open()) {
      assertThat(answered(live)).containsExactly("Lyon");
      store.importAll(List.of(layer("cafes", "a")));
      assertThat(answered(live)).containsExactly("Lyon");
      live.refresh();
      assertThat(live.answer(NORTH_OF_LYON)).isEmpty();
      assertThat(answered(live)).containsExactly("Café a", "Lyon");
      store.importAll(List.of(layer("cafes", "b")));
      live.refresh();
      assertThat(answered(live)).containsExactly("Café b", "Lyon");
    }
  }

  /** Names of what is answered at once, after it was looked up. */
  private static List<String> answered(LiveLayers live) throws IOException {
    var _ = live.near(NORTH_OF_LYON);
    byte[] json = live.answer(NORTH_OF_LYON).orElseThrow();
    return JsonMapper.shared()
        .readTree(json)
        .path("results")
        .valueStream()
        .map(place -> place.path("name").stringValue())
        .toList();
  }

  @Test
  void takeOverEveryChange() throws IOException {
    try (LiveLayers live = layers.open()) {
      assertThat(found(live)).containsExactly(LYON);
      store.importAll(List.of(layer("cafes", "a")));
      live.refresh();
      assertThat(found(live)).containsExactly("a of cafes", LYON);
      assertThat(live.size()).isEqualTo(2);
      store.importAll(List.of(layer("cafes", "b", "c"), layer("bars", "d")));
      live.refresh();
      assertThat(found(live)).containsExactly("b of cafes", "c of cafes", "d of bars", LYON);
      store.hideShipped(true);
      store.remove(store.catalogue().find("cafes").orElseThrow());
      live.refresh();
      assertThat(found(live)).containsExactly("d of bars");
      store.remove(store.catalogue().find("bars").orElseThrow());
      live.refresh();
      assertThat(found(live)).isEmpty();
      store.hideShipped(false);
      live.refresh();
      assertThat(found(live)).containsExactly(LYON);
    }
  }

  @Test
  void takeItOverByThemselvesWhenToldToFollow() throws IOException {
    try (LiveLayers live = layers.open()) {
      live.follow();
      store.importAll(List.of(layer("cafes", "a")));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(found(live)).containsExactly("a of cafes", LYON));
    }
  }

  @Test
  void goOnWithFilesThatAreDeletedAlready() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    try (LiveLayers live = layers.open()) {
      store.importAll(List.of(layer("cafes", "b")));
      assertThat(layers.file("cafes-1")).doesNotExist();
      assertThat(found(live)).containsExactly("a of cafes", LYON);
    }
  }

  @Test
  void keepTheOldStateWhenANewLayerIsDamaged() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    try (LiveLayers live = layers.open();
        var log = new CapturedLog(LiveLayers.class)) {
      for (int file = 0; ; file++) {
        store.importAll(List.of(layer("cafes", "b"), layer("bars", "c")));
        Path bars = layers.file(store.catalogue().find("bars").orElseThrow().directoryName());
        if (file == names(bars).size()) {
          break;
        }
        flipMiddleByte(bars.resolve(names(bars).get(file)));
        live.refresh();
        live.refresh();
        assertThat(found(live)).containsExactly("a of cafes", LYON);
        assertThat(log.messages())
            .hasSize(file + 1)
            .last()
            .asString()
            .contains(
                "still answered from shipped (1 places), cafes (1 places)",
                "layer bars",
                "is damaged",
                "import it again, or remove it");
      }
      live.refresh();
      assertThat(found(live)).containsExactly("b of cafes", "c of bars", LYON);
    }
  }

  @Test
  void keepTheOldStateWhenAFileIsMissingOrTheCatalogueIsDamaged() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    try (LiveLayers live = layers.open()) {
      store.importAll(List.of(layer("cafes", "b")));
      Path index = layers.file("cafes-2");
      Files.delete(index.resolve(names(index).getFirst()));
      live.refresh();
      assertThat(found(live)).containsExactly("a of cafes", LYON);
      Files.writeString(layers.catalogue(), "half of it");
      live.refresh();
      assertThat(found(live)).containsExactly("a of cafes", LYON);
      Files.delete(layers.catalogue());
      live.refresh();
      assertThat(found(live)).containsExactly(LYON);
    }
  }

  @Test
  void leaveOutWhatIsDamagedAtTheStart() throws IOException {
    store.importAll(List.of(layer("cafes", "a"), layer("bars", "b"), layer("old", "c")));
    Path index = layers.file("bars-2");
    flipMiddleByte(index.resolve(names(index).getLast()));
    String catalogue = Files.readString(layers.catalogue());
    String format = "\"indexFormat\" : " + PlaceIndex.FORMAT;
    int last = catalogue.lastIndexOf(format);
    Files.writeString(
        layers.catalogue(),
        catalogue.substring(0, last)
            + "\"indexFormat\" : 1"
            + catalogue.substring(last + format.length()));
    try (var log = new CapturedLog(LiveLayers.class)) {
      assertThat(layers.found()).containsExactly("a of cafes", LYON);
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("answered from shipped (1 places), cafes (1 places) only", "layer bars");
    }
  }

  @Test
  void answerFromTheShippedLayerWhenTheCatalogueIsDamagedAtTheStart() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    Files.writeString(layers.catalogue(), "half of it");
    try (var log = new CapturedLog(LiveLayers.class)) {
      assertThat(layers.found()).containsExactly(LYON);
      assertThat(log.messages()).singleElement().asString().contains("layers.json", "damaged");
    }
  }

  @Test
  void noLookupFailsOrSeesHalfWhileLayersAreSwapped() throws Exception {
    store.hideShipped(true);
    store.importAll(List.of(crowd(0), crowd(1)));
    var lookups = new AtomicLong();
    var stop = new AtomicBoolean();
    try (LiveLayers live = layers.open();
        var threads = Executors.newFixedThreadPool(4)) {
      var looking = new ArrayList<Future<?>>();
      for (int thread = 0; thread < 4; thread++) {
        looking.add(threads.submit(() -> lookUntil(stop, live, lookups)));
      }
      for (int round = 1; round <= 15; round++) {
        store.importAll(List.of(crowd(round), crowd(round + 1)));
        live.refresh();
        long before = lookups.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> lookups.get() > before + 20);
      }
      stop.set(true);
      for (Future<?> each : looking) {
        each.get();
      }
    }
  }

  private static Void lookUntil(AtomicBoolean stop, LiveLayers live, AtomicLong lookups)
      throws IOException {
    while (!stop.get()) {
      List<NearPlace> found = live.near(new NearbyQuery(45.7, 4.8, 50, 100));
      // Two layers of 20 places; the even one's round and the odd one's are neighbours.
      List<Attribution> rounds =
          found.stream().map(near -> near.place().attribution()).distinct().toList();
      assertThat(found).hasSize(40);
      assertThat(rounds).hasSize(2);
      int first = Integer.parseInt(rounds.getFirst().text());
      int second = Integer.parseInt(rounds.getLast().text());
      assertThat(Math.abs(first - second)).isEqualTo(1);
      lookups.incrementAndGet();
    }
    return null;
  }

  /** Of even rounds {@code even}, of odd rounds {@code odd}. */
  private static NewLayer crowd(int round) {
    var by = new Attribution(Integer.toString(round), "");
    return layer(
        round % 2 == 0 ? "even" : "odd",
        sink -> {
          for (int i = 0; i < 20; i++) {
            Place usual = place("p" + i, "");
            sink.accept(new Place(usual.id(), usual.name(), 45.75, 4.85, usual.types(), "", by));
          }
        });
  }
}
