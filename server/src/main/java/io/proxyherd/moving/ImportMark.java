package io.proxyherd.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Up to which line a file was imported, in a file beside it: its first line, whereto, the line's
 * number, and how many reports there are up to there. It is good for that file and that sink.
 */
final class ImportMark {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int LINES = 4;

  private final Optional<Path> file;
  private final String sink;
  private String header = "";
  private long line;
  private long rows;
  private long writtenNanos = System.nanoTime();

  private ImportMark(Optional<Path> file, String sink) {
    this.file = file;
    this.sink = sink;
  }

  /** Of what can't be read again. */
  static ImportMark none() {
    return new ImportMark(Optional.empty(), "");
  }

  /** Beside that file, with what an earlier import has noted there for that sink. */
  static ImportMark beside(Path imported, String sink) throws IOException {
    var mark = new ImportMark(Optional.of(path(imported)), sink);
    mark.read();
    return mark;
  }

  /** The same with nothing noted. */
  static ImportMark anew(Path imported, String sink) {
    return new ImportMark(Optional.of(path(imported)), sink);
  }

  private static Path path(Path imported) {
    return imported.resolveSibling(imported.getFileName() + ".imported");
  }

  private void read() throws IOException {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return;
    }
    List<String> lines = Files.readAllLines(file.get(), UTF_8);
    if (lines.size() == LINES && lines.get(1).equals(sink)) {
      header = lines.get(0);
      line = Long.parseLong(lines.get(2));
      rows = Long.parseLong(lines.get(3));
    }
  }

  /** The last line that was imported; 0 if none was. */
  long line() {
    return line;
  }

  /** How many reports there are up to there. */
  long rows() {
    return rows;
  }

  /** Whether that line was imported before. */
  boolean skips(String fileHeader, long number) {
    return number <= line && header.equals(fileHeader);
  }

  /** All up to that line is imported; noted now and then. */
  void set(String fileHeader, long to, long reports) throws IOException {
    header = fileHeader;
    line = to;
    rows = reports;
    if (System.nanoTime() - writtenNanos >= PAUSE.toNanos()) {
      write();
    }
  }

  /** Notes it now. */
  void write() throws IOException {
    if (file.isPresent() && line > 0) {
      Path anew = file.get().resolveSibling(file.get().getFileName() + ".new");
      var _ =
          Files.writeString(anew, String.join("\n", header, sink, "" + line, "" + rows, ""), UTF_8);
      var _ =
          Files.move(
              anew,
              file.get(),
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.ATOMIC_MOVE);
      writtenNanos = System.nanoTime();
    }
  }

  /** All is imported. */
  void remove() throws IOException {
    if (file.isPresent()) {
      var _ = Files.deleteIfExists(file.get());
    }
  }
}
