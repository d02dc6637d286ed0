package io.proxyherd.moving;

import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowParser;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Stamp;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * What is good of a file whose writing was cut short: all up to the last place from which the rest
 * can be asked for.
 *
 * @param header its first line
 * @param cursor what the rest can be asked for with
 * @param reports how many there are up to there
 * @param bytes up to there, unpacked
 * @param isComplete whether nothing is missing
 */
record RowFileStart(
    Row.Header header, Optional<String> cursor, long reports, long bytes, boolean isComplete) {
  /** Reads a file; nothing if there is none, or it has no whole first line. */
  static Optional<RowFileStart> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var reading = new Reading(file);
    try (var in = RowInput.open(file)) {
      for (var line = in.next(); line.isPresent() && in.isWhole(); line = in.next()) {
        reading.take(line.get(), in);
      }
    } catch (EOFException | ZipException _) {
      // A packed file that was cut.
    }
    return reading.start();
  }

  /** Such a file, as far as it is read. */
  private static final class Reading {
    private final RowParser parser = new RowParser(new Stamp(new Origin("moved", 0), 0));
    private final Path file;
    private Optional<Row.Header> header = Optional.empty();
    private Optional<String> cursor = Optional.empty();
    private long reports;
    private long reportsBefore;
    private long bytes;
    private boolean complete;

    Reading(Path file) {
      this.file = file;
    }

    void take(byte[] line, RowInput in) throws IOException {
      Row row = parser.parse(line);
      if (row instanceof Row.Bad || row instanceof Row.Header == header.isPresent() || complete) {
        throw new IOException(
            "%s, line %d: not what an export writes; name another file"
                .formatted(file, in.number()));
      }
      switch (row) {
        case Row.Header first -> {
          header = Optional.of(first);
          bytes = in.offset();
        }
        case Row.Entry _ -> reports++;
        case Row.Cursor(String next) -> {
          cursor = Optional.of(next);
          reportsBefore = reports;
          bytes = in.offset();
        }
        case Row.End _ -> {
          complete = true;
          reportsBefore = reports;
          bytes = in.offset();
        }
        case Row.Bad _ -> {}
      }
    }

    Optional<RowFileStart> start() {
      return header.map(first -> new RowFileStart(first, cursor, reportsBefore, bytes, complete));
    }
  }

  /** Copies what is good of it. */
  void copyTo(Path file, OutputStream out) throws IOException {
    try (var in = RowInput.open(file)) {
      while (in.offset() < bytes) {
        out.write(in.next().orElseThrow());
        out.write('\n');
      }
    }
  }
}
