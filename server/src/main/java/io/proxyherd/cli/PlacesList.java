package io.proxyherd.cli;

import io.proxyherd.places.index.LayerStore;
import io.proxyherd.places.layers.Catalogue;
import io.proxyherd.places.layers.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the layers of places. */
@Command(
    name = "list",
    description = "Shows the layers of places: where they come from and under which licence.",
    footer = {"", "Examples:", "  herd places list"})
final class PlacesList implements Callable<Integer> {
  private static final Set<Integer> NUMBERS = Set.of(1, 2);

  private final Console console;

  @Mixin private ConfigOption config = new ConfigOption();

  PlacesList(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path directory = Places.directory(config);
    try {
      print(directory, Places.store(directory));
    } catch (IOException e) {
      throw new CommandFailure("places: " + e.getMessage(), e);
    }
    return 0;
  }

  private void print(Path directory, LayerStore store) throws IOException {
    Catalogue catalogue = store.catalogue();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("layer", "places", "index", "source", "licence", "imported", "from"));
    rows.add(
        List.of(
            Layer.SHIPPED,
            catalogue.shippedHidden() ? "hidden" : "%,d".formatted(store.shippedPlaces()),
            "-",
            "GeoNames; FAA",
            "CC-BY-4.0; public domain",
            "-",
            "herd itself"));
    for (Layer layer : catalogue.layers()) {
      rows.add(row(layer, store));
    }
    Columns.aligned(rows, NUMBERS).forEach(console.out()::println);
    console.out().printf("%nin %s%n", directory);
  }

  private static List<String> row(Layer layer, LayerStore store) throws IOException {
    return List.of(
        layer.name(),
        "%,d".formatted(layer.places()),
        Spans.size(store.bytes(layer)),
        layer.source(),
        layer.licence(),
        layer.imported().truncatedTo(ChronoUnit.SECONDS).toString(),
        String.join(", ", layer.files()));
  }
}
