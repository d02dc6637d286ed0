package io.proxyherd.places.index;

import static io.proxyherd.places.shipped.ExamplePlaces.LYON;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.shipped.Dataset;
import io.proxyherd.places.shipped.ExamplePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A directory of layers for tests, whose shipped layer is Lyon. */
final class ExampleLayers {
  static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");
  static final NearbyQuery NORTH_OF_LYON = new NearbyQuery(45.76, 4.86, 50, 20);

  private final Path directory;
  private final LayerStore store;

  ExampleLayers(Path directory) {
    this.directory = directory;
    this.store = new LayerStore(directory, () -> NOW);
  }

  LayerStore store() {
    return store;
  }

  /** A layer of places near Lyon, with these IDs. */
  static NewLayer layer(String name, String... ids) {
    return layer(
        name,
        sink -> {
          for (String id : ids) {
            sink.accept(place(id, name));
          }
        });
  }

  static NewLayer layer(String name, PlaceRows rows) {
    return new NewLayer(
        name,
        List.of(name + ".csv"),
        "the source of " + name,
        "ODbL",
        attribution(name),
        (sink, _) -> rows.read(sink));
  }

  static Attribution attribution(String layer) {
    return new Attribution("by " + layer, "https://example.org/");
  }

  static Place place(String id, String layer) {
    List<String> types = List.of("cafe", "establishment");
    return new Place(id, "Café " + id, 45.75, 4.85, types, "", attribution(layer));
  }

  LiveLayers open() throws IOException {
    return LiveLayers.open(directory, ExampleLayers::lyon, 1 << 20);
  }

  private static Dataset lyon() {
    try {
      return ExamplePlaces.dataset(LYON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is found now, by one who opens the layers anew. */
  List<String> found() throws IOException {
    try (LiveLayers live = open()) {
      return found(live);
    }
  }

  /** ID and layer of what is found near Lyon, which is the farthest. */
  static List<String> found(LiveLayers live) throws IOException {
    return live.near(NORTH_OF_LYON).stream()
        .map(near ->
            (near.layer().equals("shipped") ? "Lyon" : near.place().id()) + " of " + near.layer())
        .toList();
  }

  /** The directories of layers, whether they hold or not. */
  List<String> directories() throws IOException {
    return names(directory.resolve("layers"));
  }

  Path file(String layerDirectory) {
    return directory.resolve("layers").resolve(layerDirectory);
  }

  Path catalogue() {
    return directory.resolve("layers.json");
  }

  /** Damages the file in its middle. */
  static void flipMiddleByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    // Not in place: whoever has the file open keeps what it had.
    Files.delete(file);
    Files.write(file, bytes);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
