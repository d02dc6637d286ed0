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
    var parser = new RowParser(new Stamp(new Origin("moved", 0), 0));
    Optional<RowFileStart> start = Optional.empty();
    long reports = 0;
    try (var in = RowInput.open(file)) {
      for (var line = in.next(); line.isPresent() && in.isWhole(); line = in.next()) {
        switch (parser.parse(line.get())) {
          case Row.Header header when start.isEmpty() ->
              start = Optional.of(at(header, Optional.empty(), 0, in.offset(), false));
          case Row.Entry _ -> reports++;
          case Row.Cursor(String cursor) when start.isPresent() ->
              start =
                  Optional.of(
                      at(start.get().header, Optional.of(cursor), reports, in.offset(), false));
          case Row.End _ when start.isPresent() ->
              start =
                  Optional.of(at(start.get().header, Optional.empty(), reports, in.offset(), true));
          case Row.Header _, Row.Cursor _, Row.End _, Row.Bad _ ->
              throw new IOException(
                  "%s, line %d: not what an export writes; name another file"
                      .formatted(file, in.number()));
        }
      }
    } catch (EOFException | ZipException _) {
      // A packed file that was cut.
    }
    return start;
  }

  private static RowFileStart at(
      Row.Header header, Optional<String> cursor, long reports, long bytes, boolean isComplete) {
    return new RowFileStart(header, cursor, reports, bytes, isComplete);
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
