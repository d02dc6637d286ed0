package io.proxyherd.places.layers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which layers hold.
 *
 * @param layers the imported ones by name; each name once
 * @param shippedHidden whether the places that come with the product are left out
 * @param nextGeneration of the next layer that is imported, whatever its name
 */
public record Catalogue(List<Layer> layers, boolean shippedHidden, long nextGeneration) {
  /** As long as nothing was imported. */
  public static final Catalogue EMPTY = new Catalogue(List.of(), false, 1);

  public Catalogue {
    layers = layers.stream().sorted(Comparator.comparing(Layer::name)).toList();
    if (layers.stream().map(Layer::name).distinct().count() != layers.size()) {
      throw new IllegalArgumentException("a layer is named twice");
    }
  }

  /** The imported layer of that name. */
  public Optional<Layer> find(String name) {
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }

  /** This with a layer more, in the place of one that has its name. */
  public Catalogue with(Layer layer) {
    var all = new ArrayList<>(without(layer.name()).layers);
    all.add(layer);
    return new Catalogue(all, shippedHidden, Math.max(nextGeneration, layer.generation() + 1));
  }

  /** This without the imported layer of that name. */
  public Catalogue without(String name) {
    return new Catalogue(
        layers.stream().filter(layer -> !layer.name().equals(name)).toList(),
        shippedHidden,
        nextGeneration);
  }

  /** This with or without the places that come with the product. */
  public Catalogue withShippedHidden(boolean hidden) {
    return new Catalogue(layers, hidden, nextGeneration);
  }
}
