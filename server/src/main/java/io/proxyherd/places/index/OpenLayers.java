package io.proxyherd.places.index;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Layers whose indexes are open.
 *
 * @param layers in the order of the catalogue
 */
record OpenLayers(List<OpenLayer> layers) {
  static final OpenLayers NONE = new OpenLayers(List.of());

  OpenLayers {
    layers = List.copyOf(layers);
  }

  /**
   * One of them.
   *
   * @param name for people
   * @param directoryName tells its index from every other, earlier ones of the same name included
   */
  record OpenLayer(String name, String directoryName, PlaceIndex index) {}

  Optional<OpenLayer> find(String directoryName) {
    return layers.stream().filter(open -> open.directoryName().equals(directoryName)).findFirst();
  }

  /** Closes those that are not among the others; what is searched in just now stays open. */
  void closeAllBut(OpenLayers others) {
    var unneeded = new ArrayList<>(layers);
    unneeded.removeAll(others.layers);
    unneeded.forEach(open -> open.index().close());
  }

  /** For people: {@code shipped (190,188 places) and ucla (207 places)}. */
  @Override
  public String toString() {
    return layers.isEmpty()
        ? "no layer"
        : layers.stream()
            .map(open -> "%s (%,d places)".formatted(open.name(), open.index().size()))
            .collect(joining(", "));
  }
}
