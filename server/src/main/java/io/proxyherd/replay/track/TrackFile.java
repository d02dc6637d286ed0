package io.proxyherd.replay.track;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** A file, or standard input, that holds a track; plain or gzip, which its first bytes tell. */
public final class TrackFile {
  private static final int BUFFER = 1 << 13;

  private static final String STDIN = "-";

  private final String name;
  private final TrackFormat format;
  private final OptionalLong bytes;
  private final AtomicLong bytesRead = new AtomicLong();

  private TrackFile(String name, TrackFormat format, OptionalLong bytes) {
    this.name = name;
    this.format = format;
    this.bytes = bytes;
  }

  /**
   * The file of that name, checked to be there and of a known format, not opened yet.
   *
   * @throws TrackException if it is missing, a directory, unreadable or of no known format
   */
  public static TrackFile named(String name, Optional<TrackFormat> given) throws IOException {
    if (name.equals(STDIN)) {
      return new TrackFile(name, formatOf(name, given), OptionalLong.empty());
    }
    var path = Path.of(name);
    if (!Files.exists(path)) {
      throw new TrackException(name + ": no such file; check the path");
    }
    if (Files.isDirectory(path)) {
      throw new TrackException(name + ": is a directory (expected: a file); name its files");
    }
    if (!Files.isReadable(path)) {
      throw new TrackException(name + ": may not be read; check its permissions");
    }
    OptionalLong size =
        Files.isRegularFile(path) ? OptionalLong.of(Files.size(path)) : OptionalLong.empty();
    return new TrackFile(name, formatOf(name, given), size);
  }

  private static TrackFormat formatOf(String name, Optional<TrackFormat> given)
      throws TrackException {
    Optional<TrackFormat> format = given.or(() -> TrackFormat.ofName(name));
    if (format.isEmpty()) {
      throw new TrackException(
          (name.equals(STDIN) ? "standard input" : name)
              + ": format unknown (expected: a name ending in .gpx, .csv or .geojson, or .gz after"
              + " it); say --format gpx, csv, geojson or geojsonseq");
    }
    return format.get();
  }

  /** The file as it was named. */
  public String name() {
    return name;
  }

  /** The size on disk; empty for standard input and pipes. */
  public OptionalLong bytes() {
    return bytes;
  }

  /** How many bytes on disk have been read so far. May be asked from any thread. */
  public long bytesRead() {
    return bytesRead.get();
  }

  /** The rows of the file. */
  public TrackReader open(TrackOptions options) throws IOException {
    return open(name.equals(STDIN) ? System.in : Files.newInputStream(Path.of(name)), options);
  }

  TrackReader open(InputStream raw, TrackOptions options) throws IOException {
    try {
      InputStream in = unwrapped(new BufferedInputStream(new Counted(raw, bytesRead), BUFFER));
      return new Guarded(name, isEmpty(in) ? NO_ROWS : readerOf(in, options), in);
    } catch (IOException e) {
      raw.close();
      throw Guarded.explained(name, e);
    }
  }

  private TrackReader readerOf(InputStream in, TrackOptions options) throws IOException {
    return switch (format) {
      case GPX -> new GpxReader(in, clientOfFile(), options);
      case CSV -> new CsvReader(in, options);
      case GEOJSON -> GeoJsonReader.ofDocument(in, options);
      case GEOJSONSEQ -> GeoJsonReader.ofSequence(in, options);
    };
  }

  private String clientOfFile() {
    return name.equals(STDIN)
        ? "stdin"
        : RowChecker.clientNamed(TrackFormat.stem(Path.of(name).getFileName().toString()));
  }

  private static InputStream unwrapped(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }

  private static boolean isEmpty(InputStream in) throws IOException {
    in.mark(1);
    boolean empty = in.read() < 0;
    in.reset();
    return empty;
  }

  private static final TrackReader NO_ROWS =
      new TrackReader() {
        @Override
        public Optional<Row> next() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /** Counts the bytes that pass. */
  private static final class Counted extends FilterInputStream {
    private final AtomicLong count;

    Counted(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count.addAndGet(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count.addAndGet(Math.max(0, read));
      return read;
    }
  }
}
