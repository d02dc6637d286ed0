package io.proxyherd.places.index;

import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.index.OpenLayers.OpenLayer;
import io.proxyherd.places.layers.Catalogue;
import io.proxyherd.places.layers.Layer;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NoLockFactory;

/** Opens layers from their directories: the shipped one's, and {@code layers/NAME-GENERATION}. */
final class LayerFiles {
  private final Path directory;
  private final Supplier<Dataset> shipped;

  LayerFiles(Path directory, Supplier<Dataset> shipped) {
    this.directory = directory;
    this.shipped = shipped;
  }

  /** The directory that has a directory for each imported layer. */
  static Path imported(Path directory) {
    return directory.resolve("layers");
  }

  /**
   * Opens all layers that hold.
   *
   * @param before those that are open already: used again, and left open if this fails
   */
  OpenLayers openAll(Catalogue catalogue, OpenLayers before) throws IOException {
    var opened = new ArrayList<OpenLayer>();
    try {
      if (!catalogue.shippedHidden()) {
        opened.add(before.find(Layer.SHIPPED).orElseGet(this::openShipped));
      }
      for (Layer layer : catalogue.layers()) {
        var known = before.find(layer.directoryName());
        opened.add(known.isPresent() ? known.get() : openImported(layer));
      }
      return new OpenLayers(opened);
    } catch (IOException | RuntimeException e) {
      new OpenLayers(opened).closeAllBut(before);
      throw e;
    }
  }

  /** Opens the layers that can be opened. */
  OpenLayers openGood(Catalogue catalogue) {
    var opened = new ArrayList<OpenLayer>();
    if (!catalogue.shippedHidden()) {
      opened.add(openShipped());
    }
    for (Layer layer : catalogue.layers()) {
      try {
        opened.add(openImported(layer));
      } catch (IOException _) {
        // Told already by whoever tried to open them all.
      }
    }
    return new OpenLayers(opened);
  }

  private OpenLayer openShipped() {
    PlaceIndex index = new IndexDirectory(directory, shipped.get()).open();
    return new OpenLayer(Layer.SHIPPED, Layer.SHIPPED, index);
  }

  private OpenLayer openImported(Layer layer) throws IOException {
    return new OpenLayer(
        layer.name(),
        layer.directoryName(),
        open(layer, imported(directory).resolve(layer.directoryName())));
  }

  private static PlaceIndex open(Layer layer, Path index) throws IOException {
    if (layer.indexFormat() != PlaceIndex.FORMAT) {
      throw new IOException(
          "layer %s: index format %d (expected: %d; it is of another release: import it again)"
              .formatted(layer.name(), layer.indexFormat(), PlaceIndex.FORMAT));
    }
    try {
      return openWhole(layer, index);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "layer %s: %s is damaged: %s (import it again, or remove it)"
              .formatted(layer.name(), index, e),
          e);
    }
  }

  private static PlaceIndex openWhole(Layer layer, Path index) throws IOException {
    PlaceIndex opened = openFiles(index);
    if (opened.size() != layer.places()) {
      opened.close();
      throw new IOException("%,d places (expected: %,d)".formatted(opened.size(), layer.places()));
    }
    return opened;
  }

  /** Opens an index from the file system. */
  static PlaceIndex openFiles(Path index) throws IOException {
    return openOrClose(new MMapDirectory(index, NoLockFactory.INSTANCE));
  }

  static PlaceIndex openOrClose(Directory files) throws IOException {
    try {
      return PlaceIndex.open(files);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Writes an index into a directory that is missing or empty; then it is on the disk. */
  static void writeFiles(Path index, PlaceRows rows) throws IOException {
    try (var files = new MMapDirectory(index, NoLockFactory.INSTANCE)) {
      PlaceIndex.write(files, rows);
    }
  }
}
