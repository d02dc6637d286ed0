package io.proxyherd.places.formats;

import io.proxyherd.places.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of places in one of the {@link Format}s. */
public final class MapFile {
  private final Path path;
  private final Format format;
  private final Optional<Origin> origin;
  private final long size;

  private MapFile(Path path, Format format, Optional<Origin> origin, long size) {
    this.path = path;
    this.format = format;
    this.origin = origin;
    this.size = size;
  }

  /**
   * Recognises a file by its first bytes and its name.
   *
   * @throws MapFileException when it is not a file, empty, or of a kind that is not supported
   */
  public static MapFile open(Path path) throws IOException {
    FileHead head = FileHead.of(path);
    Format format = FormatDetector.detect(head);
    return new MapFile(path, format, FormatDetector.origin(format, head), Files.size(path));
  }

  public Path path() {
    return path;
  }

  public Format format() {
    return format;
  }

  /** What the file tells of its origin; empty when it tells nothing. */
  public Optional<Origin> suggestedOrigin() {
    return origin;
  }

  /** Bytes. */
  public long size() {
    return size;
  }

  /**
   * Reads the whole file with bounded memory. A bad row is refused and the next one read.
   *
   * @param attribution what every place of it is to carry
   * @throws MapFileException when the file is broken, with the place in it
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  public void read(Attribution attribution, RowSink sink, Progress progress, Workspace workspace)
      throws IOException {
    var file = new FileInput(path, progress);
    var rows = new Rows(attribution, sink);
    switch (format) {
      case CSV -> CsvFileReader.read(file, rows);
      case GEONAMES -> GeoNamesReader.read(file, rows);
      case OSM_PBF -> OsmAssembler.read(new PbfSource(file), file, rows, workspace);
      case OSM_XML -> OsmAssembler.read(new OsmXmlSource(file), file, rows, workspace);
      case GEOJSON -> GeoJsonReader.read(file, rows);
      case GEOJSON_SEQ -> GeoJsonSeqReader.read(file, rows);
    }
    file.finished();
  }
}
