package io.proxyherd.moving;

import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file of rows that is written; packed if its name ends so. What has been {@linkplain #flush
 * flushed} can be read whatever becomes of this process.
 */
final class RowFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;

  private RowFile(OutputStream out) {
    this.out = out;
  }

  /** Writes to a stream, which is left open. */
  static RowFile of(OutputStream stream) {
    return new RowFile(
        new BufferedOutputStream(stream, BUFFER) {
          @Override
          public void close() throws IOException {
            flush();
          }
        });
  }

  /** A new file. */
  static RowFile create(Path file) throws IOException {
    return open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Goes on after what a cut file had. */
  static RowFile goOn(Path file, RowFileStart start) throws IOException {
    if (isPacked(file)) {
      // What a packed file ends with can't be cut off, so what is good of it is packed anew.
      Path anew = file.resolveSibling(file.getFileName() + ".new");
      try (RowFile copy = new RowFile(packed(Files.newOutputStream(anew)))) {
        start.copyTo(file, copy.out);
      }
      var _ = Files.move(anew, file, StandardCopyOption.REPLACE_EXISTING);
    } else {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        var _ = channel.truncate(start.bytes());
      }
    }
    return open(file, StandardOpenOption.APPEND);
  }

  private static RowFile open(Path file, StandardOpenOption... how) throws IOException {
    var options = new StandardOpenOption[how.length + 1];
    System.arraycopy(how, 0, options, 0, how.length);
    options[how.length] = StandardOpenOption.WRITE;
    OutputStream stream = Files.newOutputStream(file, options);
    return new RowFile(isPacked(file) ? packed(stream) : new BufferedOutputStream(stream, BUFFER));
  }

  private static OutputStream packed(OutputStream stream) throws IOException {
    return new BufferedOutputStream(new GZIPOutputStream(stream, BUFFER, true), BUFFER);
  }

  static boolean isPacked(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }

  void write(Row row) throws IOException {
    out.write(RowPrinter.print(row));
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
