package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.places.index.LayerStore;
import io.proxyherd.places.layers.Catalogue;
import io.proxyherd.places.layers.Layer;
import io.proxyherd.text.Printable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a layer of places. */
@Command(
    name = "remove",
    description = {
      "Removes a layer of places and its index. The layer 'shipped', which comes with herd, is",
      "only hidden: 'herd places restore' brings it back."
    },
    footer = {"", "Examples:", "  herd places remove ucla", "  herd places remove shipped"})
final class PlacesRemove implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "LAYER", description = "Its name, as 'herd places list' shows it.")
  private String name = "";

  @Mixin private ConfigOption config = new ConfigOption();

  PlacesRemove(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LayerStore store = Places.store(Places.directory(config));
    try {
      Catalogue catalogue = store.catalogue();
      if (name.equals(Layer.SHIPPED)) {
        store.hideShipped(true);
        console.out().println("shipped is hidden; 'herd places restore' brings it back");
      } else {
        Layer layer = catalogue.find(name).orElseThrow(() -> unknown(catalogue));
        store.remove(layer);
        console.out().printf("%s is removed, %,d places%n", layer.name(), layer.places());
      }
    } catch (IOException e) {
      throw new CommandFailure("places: " + e.getMessage(), e);
    }
    return 0;
  }

  private CommandFailure unknown(Catalogue catalogue) {
    return new CommandFailure(
        "layer: "
            + Printable.text(name)
            + " (expected one of: "
            + Stream.concat(Stream.of(Layer.SHIPPED), catalogue.layers().stream().map(Layer::name))
                .collect(joining(", "))
            + ")");
  }
}
