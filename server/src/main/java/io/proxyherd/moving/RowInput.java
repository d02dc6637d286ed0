package io.proxyherd.moving;

import io.proxyherd.rows.RowParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The lines of a file of rows, or of a stream; unpacked if the file's name says that. */
final class RowInput implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Counted counted;
  private final Lines lines;
  private final Optional<Long> size;

  private RowInput(InputStream stream, boolean packed, Optional<Long> size) throws IOException {
    counted = new Counted(stream);
    InputStream plain = packed ? new GZIPInputStream(counted, BUFFER) : counted;
    lines = new Lines(plain, RowParser.LONGEST_LINE);
    this.size = size;
  }

  static RowInput open(Path file) throws IOException {
    InputStream stream = Files.newInputStream(file);
    try {
      return new RowInput(stream, RowFile.isPacked(file), Optional.of(Files.size(file)));
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  static RowInput of(InputStream stream) throws IOException {
    return new RowInput(stream, false, Optional.empty());
  }

  /** The next line without its end; nothing at the end of all. */
  Optional<byte[]> next() throws IOException {
    return lines.next();
  }

  /** Whether the last line had an end. */
  boolean isWhole() {
    return lines.isWhole();
  }

  /** Whether the last line was too long; then it is empty. */
  boolean isTooLong() {
    return lines.isTooLong();
  }

  /** The number of the last line, from 1. */
  long number() {
    return lines.number();
  }

  /** How many bytes the lines so far have, unpacked. */
  long offset() {
    return lines.offset();
  }

  /** How much of a file is read, 0..1. Called on any thread. */
  Optional<Double> done() {
    return size.map(all -> counted.bytes / (double) Math.max(1, all));
  }

  @Override
  public void close() throws IOException {
    counted.close();
  }

  private static final class Counted extends FilterInputStream {
    private volatile long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public int read() throws IOException {
      int read = super.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
