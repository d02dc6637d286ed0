package io.proxyherd.places.index;

import static io.proxyherd.places.index.ExampleLayers.layer;
import static io.proxyherd.places.index.ExampleLayers.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.layers.Catalogue;
import io.proxyherd.places.layers.Layer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerStoreTest {
  private final ExampleLayers layers;
  private final LayerStore store;

  LayerStoreTest(@TempDir Path temp) {
    layers = new ExampleLayers(temp.resolve("places"));
    store = layers.store();
  }

  @Test
  void hasTheShippedLayerOnlyAtFirst() throws IOException {
    assertThat(store.catalogue()).isEqualTo(Catalogue.EMPTY);
    assertThat(layers.found()).containsExactly("Lyon of shipped");
  }

  @Test
  void importsALayer() throws IOException {
    List<Layer> imported = store.importAll(List.of(layer("cafes", "a", "b")));
    assertThat(imported)
        .containsExactly(
            new Layer(
                "cafes",
                1,
                PlaceIndex.FORMAT,
                List.of("cafes.csv"),
                "the source of cafes",
                "ODbL",
                ExampleLayers.attribution("cafes"),
                2,
                ExampleLayers.NOW));
    assertThat(store.catalogue().layers()).isEqualTo(imported);
    assertThat(store.bytes(imported.getFirst())).isPositive();
    assertThat(layers.found()).containsExactly("a of cafes", "b of cafes", "Lyon of shipped");
  }

  @Test
  void keepsTheSameIdInTwoLayers() throws IOException {
    store.importAll(List.of(layer("two", "a"), layer("one", "a")));
    assertThat(layers.found()).containsExactly("a of one", "a of two", "Lyon of shipped");
  }

  @Test
  void replacesALayerAsAWhole() throws IOException {
    store.importAll(List.of(layer("cafes", "a", "b"), layer("other", "c")));
    store.importAll(List.of(layer("cafes", "d")));
    assertThat(layers.found()).containsExactly("c of other", "d of cafes", "Lyon of shipped");
    assertThat(layers.directories()).containsExactly("cafes-3", "other-2");
  }

  @Test
  void removesALayerWithItsFiles() throws IOException {
    store.importAll(List.of(layer("cafes", "a"), layer("other", "b")));
    store.remove(store.catalogue().find("cafes").orElseThrow());
    assertThat(layers.found()).containsExactly("b of other", "Lyon of shipped");
    assertThat(layers.directories()).containsExactly("other-2");
  }

  @Test
  void neverUsesADirectoryAgain() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    store.remove(store.catalogue().find("cafes").orElseThrow());
    store.importAll(List.of(layer("cafes", "a")));
    assertThat(layers.directories()).containsExactly("cafes-2");
  }

  @Test
  void hidesTheShippedLayerAndBringsItBack() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    store.hideShipped(true);
    assertThat(layers.found()).containsExactly("a of cafes");
    store.hideShipped(false);
    assertThat(layers.found()).containsExactly("a of cafes", "Lyon of shipped");
  }

  @Test
  void importsAllLayersOrNone() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    var broken = layer("broken", failingAfter(1000, new IOException("No space left on device")));
    assertThatIOException()
        .isThrownBy(() -> store.importAll(List.of(layer("cafes", "b"), broken)))
        .withMessage("No space left on device");
    assertThat(layers.found()).containsExactly("a of cafes", "Lyon of shipped");
    assertThat(layers.directories()).containsExactly("cafes-1");
  }

  @Test
  void cleansUpAfterAnInterrupt() throws IOException {
    var interrupted = new InterruptedIOException("interrupted");
    PlaceRows rows =
        sink -> {
          Thread.currentThread().interrupt();
          throw interrupted;
        };
    assertThatIOException()
        .isThrownBy(() -> store.importAll(List.of(layer("cafes", "a"), layer("b", rows))))
        .isSameAs(interrupted);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(layers.directories()).isEmpty();
  }

  @Test
  void refusesALayerWithoutPlaces() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> store.importAll(List.of(layer("cafes"))))
        .withMessage("no place was found (expected: at least one)");
    assertThat(store.catalogue()).isEqualTo(Catalogue.EMPTY);
    assertThat(layers.directories()).isEmpty();
  }

  @Test
  void keepsTheOldStateWhenTheCatalogueCannotBeWritten() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    Path next = layers.catalogue().resolveSibling("layers.json.next");
    Files.createDirectory(next);
    Files.createFile(next.resolve("in the way"));
    assertThatIOException().isThrownBy(() -> store.importAll(List.of(layer("cafes", "b"))));
    assertThat(layers.found()).containsExactly("a of cafes", "Lyon of shipped");
    assertThat(layers.directories()).containsExactly("cafes-1");
  }

  @Test
  void removesWhatAKilledImportLeftBehind() throws IOException {
    Files.createDirectories(layers.file("cafes-1"));
    Files.createDirectories(layers.file("workspace"));
    Files.writeString(layers.file("cafes-1").resolve("segments_1"), "half");
    Files.writeString(layers.catalogue().resolveSibling("layers.json.next"), "half");
    assertThat(layers.found()).containsExactly("Lyon of shipped");
    store.importAll(List.of(layer("cafes", "a")));
    assertThat(layers.found()).containsExactly("a of cafes", "Lyon of shipped");
    assertThat(layers.directories()).containsExactly("cafes-1");
  }

  @Test
  void changesNothingWhileTheCatalogueIsDamaged() throws IOException {
    store.importAll(List.of(layer("cafes", "a")));
    var damages = new ArrayList<String>(List.of("", "{", "null", "[]", "{\"format\": 1}"));
    String good = Files.readString(layers.catalogue());
    damages.add(good.substring(0, good.length() / 2));
    damages.add(good.replace("\"places\" : 1", "\"places\" : 0"));
    damages.add(good.replace("\"cafes\"", "\"../cafes\""));
    damages.add(good.replace("\"licence\"", "\"license\""));
    for (String damage : damages) {
      Files.writeString(layers.catalogue(), damage);
      assertThatIOException()
          .as(damage)
          .isThrownBy(() -> store.importAll(List.of(layer("other", "b"))))
          .withMessage(
              "%s: damaged (expected: the catalogue of layers; remove it and import the layers"
                  + " again)",
              layers.catalogue());
      assertThat(layers.directories()).containsExactly("cafes-1");
    }
    Files.writeString(layers.catalogue(), good.replace("\"format\" : 1", "\"format\" : 2"));
    assertThatIOException().isThrownBy(store::catalogue).withMessageContaining("format 2");
  }

  private static PlaceRows failingAfter(int places, IOException failure) {
    return sink -> {
      for (int i = 0; i < places; i++) {
        sink.accept(place("p" + i, "broken"));
      }
      throw failure;
    };
  }
}
