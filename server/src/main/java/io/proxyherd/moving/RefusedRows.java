package io.proxyherd.moving;

import io.proxyherd.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Rows that can't be taken: ends the import at the first one, or keeps them in a file. */
public final class RefusedRows implements Import.OnRefusal {
  private static final int MOST_TOLD = 20;

  private final String input;
  private final Path kept;
  private final boolean stops;
  private final Consumer<String> told;
  private int count;

  /**
   * @param input that is imported, for people
   * @param kept the file to which they are appended
   * @param stops whether the first one ends the import
   * @param told takes a line for each of the first of them
   */
  public RefusedRows(String input, Path kept, boolean stops, Consumer<String> told) {
    this.input = input;
    this.kept = kept;
    this.stops = stops;
    this.told = told;
  }

  @Override
  public void refused(byte[] line, long number, String problem) throws IOException {
    String what = "%s, line %d: %s".formatted(input, number, Printable.escaped(problem));
    if (stops) {
      throw new IOException(
          what
              + "; what was before it is imported: correct the line and run this again, or pass"
              + " over such lines with --on-error skip");
    }
    try (OutputStream out =
        Files.newOutputStream(kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(line);
      if (line.length == 0 || line[line.length - 1] != '\n') {
        out.write('\n');
      }
    }
    count++;
    if (count <= MOST_TOLD) {
      told.accept(what);
    } else if (count == MOST_TOLD + 1) {
      told.accept("more such lines are in " + kept);
    }
  }
}
