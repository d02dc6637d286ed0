package io.proxyherd.places.index;

import io.proxyherd.places.layers.BuildLock;
import io.proxyherd.places.shipped.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that keeps a dataset's index between starts, as {@code index-HASH-vFORMAT}: a new
 * dataset or format is a new name, so nothing outdated is ever opened.
 *
 * <p>An index appears under its name by one rename, when it is whole and on the disk; what {@code
 * kill -9} leaves behind is called {@code building}, and the next build removes it. One process
 * builds, the others wait for it. An index that is there is opened without any lock or write, so it
 * may come with a read-only image.
 */
final class IndexDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(IndexDirectory.class);

  /** A build takes seconds; a builder that takes longer than this has been stopped. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Dataset dataset;
  private final Path index;

  IndexDirectory(Path directory, Dataset dataset) {
    this.directory = directory;
    this.dataset = dataset;
    this.index =
        directory.resolve("index-%s-v%d".formatted(dataset.contentHash(), PlaceIndex.FORMAT));
  }

  /** Opens the index, building it where it is missing or damaged, at the worst in memory. */
  PlaceIndex open() {
    try {
      Optional<PlaceIndex> kept = openKept();
      return kept.isPresent() ? kept.get() : buildAlone();
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "places: no index can be kept in {} ({}); it is held in memory, and built at every start"
              + " until the directory can be written",
          directory,
          e.toString());
      return buildInMemory();
    }
  }

  private Optional<PlaceIndex> openKept() {
    if (!Files.isDirectory(index)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LayerFiles.openFiles(index));
    } catch (IOException | RuntimeException e) {
      LOG.debug("places: {} cannot be opened: {}", index, e.toString());
      return Optional.empty();
    }
  }

  private PlaceIndex buildAlone() throws IOException {
    Files.createDirectories(directory);
    try (var _ = BuildLock.take(directory.resolve("build.lock"), PATIENCE)) {
      Optional<PlaceIndex> builtMeanwhile = openKept();
      return builtMeanwhile.isPresent() ? builtMeanwhile.get() : build();
    }
  }

  private PlaceIndex build() throws IOException {
    if (Files.exists(index)) {
      LOG.warn("places: the index in {} is damaged; it is built again", index);
    }
    long start = System.nanoTime();
    removeAllIndexes();
    Path building = directory.resolve("building");
    try {
      IOUtils.rm(building);
      LayerFiles.writeFiles(building, dataset);
      Files.move(building, index, StandardCopyOption.ATOMIC_MOVE);
      IOUtils.fsync(directory, true);
    } catch (IOException | RuntimeException e) {
      removeUnfinished(building, e);
      throw e;
    }
    PlaceIndex built = LayerFiles.openFiles(index);
    LOG.info(
        "places: index of {} places built in {} ms in {}",
        built.size(),
        Duration.ofNanos(System.nanoTime() - start).toMillis(),
        index);
    return built;
  }

  /**
   * Makes room: the damaged index and those of other releases. A process that still uses one keeps
   * its open files.
   */
  private void removeAllIndexes() throws IOException {
    try (DirectoryStream<Path> indexes = Files.newDirectoryStream(directory, "index-*-v*")) {
      for (Path old : indexes) {
        IOUtils.rm(old);
      }
    }
  }

  private static void removeUnfinished(Path building, Exception cause) {
    try {
      IOUtils.rm(building);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private PlaceIndex buildInMemory() {
    try {
      var memory = new ByteBuffersDirectory();
      PlaceIndex.write(memory, dataset);
      return LayerFiles.openOrClose(memory);
    } catch (IOException e) {
      throw new UncheckedIOException("places: the dataset is damaged; install the jar again", e);
    }
  }
}
