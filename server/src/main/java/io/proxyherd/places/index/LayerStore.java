package io.proxyherd.places.index;

import io.proxyherd.places.layers.BuildLock;
import io.proxyherd.places.layers.Catalogue;
import io.proxyherd.places.layers.CatalogueFile;
import io.proxyherd.places.layers.Layer;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.util.IOUtils;

/**
 * Changes the layers of a directory, one process at a time. A directory of a layer counts only once
 * the catalogue names it, so whatever interrupts an import leaves the old state; the next change
 * removes what was left behind. Who has a layer open that is removed keeps its files.
 */
public final class LayerStore {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path directory;
  private final CatalogueFile file;
  private final InstantSource clock;

  /**
   * @param directory which has the catalogue and the layers; made when it is needed
   */
  public LayerStore(Path directory, InstantSource clock) {
    this.directory = directory;
    this.file = new CatalogueFile(directory);
    this.clock = clock;
  }

  /** The layers that hold. */
  public Catalogue catalogue() throws IOException {
    return file.read();
  }

  /** How many places come with the product; the first to ask waits until they are indexed. */
  public int shippedPlaces() {
    try (PlaceIndex index = new IndexDirectory(directory, Dataset.shipped()).open()) {
      return index.size();
    }
  }

  /** The bytes that an imported layer takes on the disk. */
  public long bytes(Layer layer) throws IOException {
    long bytes = 0;
    try (var files = Files.newDirectoryStream(directory(layer))) {
      for (Path each : files) {
        bytes += Files.size(each);
      }
    }
    return bytes;
  }

  /**
   * Imports layers, each in the place of one that has its name: all of them or, if anything goes
   * wrong, none.
   *
   * @throws IOException also if a layer has no place
   */
  public List<Layer> importAll(List<NewLayer> layers) throws IOException {
    try (var _ = lock()) {
      Catalogue catalogue = file.read();
      removeLeftovers(catalogue);
      var imported = new ArrayList<Layer>();
      try {
        for (NewLayer layer : layers) {
          Layer written = write(layer, catalogue.nextGeneration());
          imported.add(written);
          catalogue = catalogue.with(written);
        }
        IOUtils.fsync(LayerFiles.imported(directory), true);
        file.write(catalogue);
      } catch (IOException | RuntimeException e) {
        removeAfter(e);
        throw e;
      }
      removeLeftovers(catalogue);
      return imported;
    }
  }

  private Layer write(NewLayer layer, long generation) throws IOException {
    Path directory = LayerFiles.imported(this.directory);
    Path index = directory.resolve(layer.name() + "-" + generation);
    Path workspace = Files.createDirectory(directory.resolve("workspace"));
    LayerFiles.writeFiles(index, sink -> layer.rows().read(sink, workspace));
    IOUtils.rm(workspace);
    return new Layer(
        layer.name(),
        generation,
        PlaceIndex.FORMAT,
        layer.files(),
        layer.source(),
        layer.licence(),
        layer.attribution(),
        count(layer, index),
        clock.instant());
  }

  /** Reads every byte of the index again, so that no server finds a damaged one. */
  private static int count(NewLayer layer, Path index) throws IOException {
    try (PlaceIndex written = LayerFiles.openFiles(index)) {
      return written.size();
    } catch (CorruptIndexException e) {
      throw new IOException("layer " + layer.name() + ": the disk returns other bytes", e);
    }
  }

  /** Removes an imported layer. */
  public void remove(Layer layer) throws IOException {
    change(catalogue -> catalogue.without(layer.name()));
  }

  /** Leaves out the places that come with the product, or takes them in again. */
  public void hideShipped(boolean hidden) throws IOException {
    change(catalogue -> catalogue.withShippedHidden(hidden));
  }

  private void change(UnaryOperator<Catalogue> change) throws IOException {
    try (var _ = lock()) {
      Catalogue changed = change.apply(file.read());
      file.write(changed);
      removeLeftovers(changed);
    }
  }

  private BuildLock lock() throws IOException {
    Files.createDirectories(LayerFiles.imported(directory));
    return BuildLock.take(directory.resolve("layers.lock"), PATIENCE);
  }

  private Path directory(Layer layer) {
    return LayerFiles.imported(directory).resolve(layer.directoryName());
  }

  /** An interrupt is put off, which would make the file unreadable. */
  private void removeAfter(Exception cause) {
    boolean interrupted = Thread.interrupted();
    try {
      removeLeftovers(file.read());
    } catch (IOException e) {
      cause.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void removeLeftovers(Catalogue catalogue) throws IOException {
    Set<String> held =
        catalogue.layers().stream().map(Layer::directoryName).collect(Collectors.toSet());
    try (DirectoryStream<Path> all = Files.newDirectoryStream(LayerFiles.imported(directory))) {
      for (Path each : all) {
        if (!held.contains(each.getFileName().toString())) {
          IOUtils.rm(each);
        }
      }
    }
  }
}
