package io.proxyherd.cli;

import io.proxyherd.places.formats.MapFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far an import is. Told by the importing thread, read by any. */
final class ImportProgress implements io.proxyherd.places.formats.Progress {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos = System.nanoTime();
  private final Map<MapFile, Double> shares = new HashMap<>();

  private volatile long rows;
  private volatile double done;
  private double before;
  private double share;

  /** The share of each file in the whole is that of its bytes. */
  ImportProgress(List<LayerImport> layers) {
    List<MapFile> files = layers.stream().flatMap(layer -> layer.files().stream()).toList();
    double bytes = files.stream().mapToLong(MapFile::size).sum();
    files.forEach(file -> shares.put(file, file.size() / bytes));
  }

  /** The next file is read. */
  void begin(MapFile file) {
    before += share;
    share = shares.getOrDefault(file, 0.0);
  }

  @Override
  public void at(long bytesDone, long bytesTotal) {
    done = before + share * bytesDone / Math.max(1, bytesTotal);
  }

  /** A row was taken. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void row() {
    rows++;
  }

  io.proxyherd.replay.Progress now() {
    double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    return new io.proxyherd.replay.Progress(rows, seconds, Optional.of(done));
  }
}
