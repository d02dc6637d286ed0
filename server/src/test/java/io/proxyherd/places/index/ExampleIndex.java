package io.proxyherd.places.index;

import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.index.OpenLayers.OpenLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Layers in memory, for tests. */
final class ExampleIndex {
  private ExampleIndex() {}

  /** A search over layers, called {@code layer-0}, {@code layer-1} and so on, on files only. */
  static LayeredSearch of(PlaceRows... layers) throws IOException {
    return of(0, layers);
  }

  /** The same with so much memory. */
  static LayeredSearch of(long memoryBytes, PlaceRows... layers) throws IOException {
    var open = new ArrayList<OpenLayer>();
    for (PlaceRows rows : layers) {
      var memory = new ByteBuffersDirectory();
      PlaceIndex.write(memory, rows);
      String name = "layer-" + open.size();
      open.add(new OpenLayer(name, name, PlaceIndex.open(memory)));
    }
    return searchOnly(new OpenLayers(open), memoryBytes);
  }

  static LayeredSearch of(PlaceIndex index) throws IOException {
    return new LayeredSearch(new OpenLayers(List.of(new OpenLayer("layer", "layer", index))));
  }

  /** The search keeps the layers open, and closes them when it is closed. */
  private static LayeredSearch searchOnly(OpenLayers open, long memoryBytes) throws IOException {
    var search = new LayeredSearch(open, memoryBytes);
    open.closeAllBut(OpenLayers.NONE);
    return search;
  }
}
