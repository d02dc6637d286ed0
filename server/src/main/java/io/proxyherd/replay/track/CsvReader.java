package io.proxyherd.replay.track;

import io.proxyherd.replay.track.CsvRecords.CsvRecord;
import io.proxyherd.replay.track.LineReader.Line;
import io.proxyherd.replay.track.Row.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The rows of a CSV file whose first line names the columns, unless told otherwise. */
final class CsvReader implements TrackReader {
  private static final char BOM = '\uFEFF';

  /** Byte order marks of UTF-16, as they look after a line was found not to be UTF-8. */
  private static final List<String> UTF_16 = List.of("\u00ff\u00fe", "\u00fe\u00ff");

  private final CsvRecords records;
  private final CsvColumns columns;
  private final RowChecker checker;
  private Optional<CsvRecord> ahead;

  CsvReader(InputStream in, TrackOptions options) throws IOException {
    LineReader lines = CsvRecords.linesOf(in);
    Line first = withoutBom(lines.next().orElse(new Line(1, "", false, false)));
    char delimiter = options.delimiter().orElseGet(() -> delimiterOf(first.text()));
    records = new CsvRecords(lines, first, new CsvSplitter(delimiter));
    checker = new RowChecker(options);
    ahead = records.next();
    columns = CsvColumns.in(firstFields(), options);
    if (options.header()) {
      ahead = Optional.empty();
    }
  }

  private static Line withoutBom(Line line) throws TrackException {
    if (UTF_16.stream().anyMatch(line.text()::startsWith)) {
      throw new TrackException("is UTF-16 (expected: UTF-8); convert it, for example with iconv");
    }
    boolean bom = !line.text().isEmpty() && line.text().charAt(0) == BOM;
    return bom ? new Line(line.number(), line.text().substring(1), line.cut(), line.ended()) : line;
  }

  /** The likeliest of comma, semicolon and tab: the one that the first line has most of. */
  private static char delimiterOf(String firstLine) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      best = count(firstLine, candidate) > count(firstLine, best) ? candidate : best;
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private List<String> firstFields() throws TrackException {
    if (ahead.isPresent() && ahead.get() instanceof CsvRecord.Fields(_, var fields)) {
      return fields;
    }
    throw new TrackException(
        "has no readable first line (expected: column names); use --no-header if it has none");
  }

  @Override
  public Optional<Row> next() throws IOException {
    Optional<CsvRecord> next = ahead.isPresent() ? ahead : records.next();
    ahead = Optional.empty();
    return next.map(this::rowOf);
  }

  private Row rowOf(CsvRecord csv) {
    return switch (csv) {
      case CsvRecord.Broken(long number, String why) ->
          new Rejected(number, Reason.BROKEN_ROW, why);
      case CsvRecord.Fields(long number, var fields) ->
          checker.check(
              number,
              columns.client().flatMap(column -> field(fields, column)),
              field(fields, columns.latitude()),
              field(fields, columns.longitude()),
              field(fields, columns.time()));
    };
  }

  private static Optional<String> field(List<String> fields, int column) {
    return column < fields.size()
        ? Optional.of(fields.get(column)).filter(field -> !field.isBlank())
        : Optional.empty();
  }

  /** Nothing to close: the file belongs to {@link Guarded}. */
  @Override
  public void close() {}
}
