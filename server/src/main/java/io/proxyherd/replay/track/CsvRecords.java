package io.proxyherd.replay.track;

import io.proxyherd.replay.track.LineReader.Line;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The records of a CSV file. A record whose quotes go wrong costs its first line only: reading goes
 * on at the line after, so that one stray quote doesn't swallow the rest of the file.
 */
final class CsvRecords {
  private static final int MOST_LINES = 16;
  private static final int LONGEST = 65_536;

  private final LineReader lines;
  private final CsvSplitter splitter;
  private final Deque<Line> ahead = new ArrayDeque<>();

  /** A record, or a line that is none. */
  sealed interface CsvRecord {
    record Fields(long number, List<String> fields) implements CsvRecord {}

    record Broken(long number, String why) implements CsvRecord {}
  }

  CsvRecords(LineReader lines, Line first, CsvSplitter splitter) {
    this.lines = lines;
    this.splitter = splitter;
    ahead.add(first);
  }

  static LineReader linesOf(InputStream in) {
    return new LineReader(in, LONGEST);
  }

  /** The next record; empty at the end of the file. Blank lines are no records. */
  Optional<CsvRecord> next() throws IOException {
    Optional<Line> line = nextLine();
    while (line.isPresent() && line.get().text().isBlank() && !line.get().cut()) {
      line = nextLine();
    }
    return line.isPresent() ? Optional.of(recordFrom(line.get())) : Optional.empty();
  }

  private CsvRecord recordFrom(Line first) throws IOException {
    var more = new ArrayList<Line>();
    String text = first.text();
    boolean cut = first.cut();
    while (!cut && text.length() <= LONGEST) {
      switch (splitter.split(text)) {
        case CsvSplitter.Split.Fields(var fields) -> {
          return new CsvRecord.Fields(first.number(), fields);
        }
        case CsvSplitter.Split.Broken() -> {
          return broken(first, more, "text after a closing quote");
        }
        case CsvSplitter.Split.Open() -> {}
      }
      Optional<Line> line = more.size() < MOST_LINES ? nextLine() : Optional.empty();
      if (line.isEmpty()) {
        return broken(first, more, "no closing quote");
      }
      more.add(line.get());
      text += "\n" + line.get().text();
      cut = line.get().cut();
    }
    return broken(first, more, "longer than " + LONGEST + " bytes");
  }

  private CsvRecord broken(Line first, List<Line> more, String why) {
    more.reversed().forEach(ahead::addFirst);
    return new CsvRecord.Broken(first.number(), why + ": " + Excerpt.of(first.text()));
  }

  private Optional<Line> nextLine() throws IOException {
    return ahead.isEmpty() ? lines.next() : Optional.of(ahead.removeFirst());
  }
}
