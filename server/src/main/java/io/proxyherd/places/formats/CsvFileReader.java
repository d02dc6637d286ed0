package io.proxyherd.places.formats;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads CSV (RFC 4180) in UTF-8 with a header row that {@link CsvHeader} understands. */
final class CsvFileReader {
  /** Characters of one row. */
  private static final int LONGEST_ROW = 1 << 20;

  private final CsvHeader header;
  private final Rows rows;

  private CsvFileReader(CsvHeader header, Rows rows) {
    this.header = header;
    this.rows = rows;
  }

  static void read(FileInput file, Rows rows) throws IOException {
    CsvHeader header =
        CsvHeader.of(file.head().text())
            .orElseThrow(() -> new MapFileException("CSV: no header (" + CsvHeader.EXPECTED + ")"));
    try (CsvReader<CsvRecord> records = open(file, header.delimiter())) {
      new CsvFileReader(header, rows).readAll(records.iterator());
    } catch (CsvParseException e) {
      throw new MapFileException(
          "CSV: %s (cure: close the quotes, or write a quote within quotes twice)"
              .formatted(e.getMessage()),
          e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static CsvReader<CsvRecord> open(FileInput file, char delimiter) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_ROW)
        .ofCsvRecord(file.openText());
  }

  private void readAll(Iterator<CsvRecord> records) throws IOException {
    var _ = records.next();
    while (records.hasNext()) {
      CsvRecord each = records.next();
      String where = "line " + each.getStartingLineNumber();
      if (each.getFieldCount() == header.columns()) {
        readRecord(each, where);
      } else {
        rows.refuse(
            Reason.BAD_ROW,
            "%s: %d columns (expected: %d)"
                .formatted(where, each.getFieldCount(), header.columns()));
      }
    }
  }

  private void readRecord(CsvRecord row, String where) throws IOException {
    Optional<Double> latitude = Degrees.parse(row.getField(header.latitude()));
    Optional<Double> longitude = Degrees.parse(row.getField(header.longitude()));
    if (latitude.isEmpty() || longitude.isEmpty()) {
      rows.refuse(Reason.BAD_ROW, where + ": latitude or longitude (expected: degrees)");
      return;
    }
    var draft =
        new Draft(
            cell(row, header.id()),
            row.getField(header.name()),
            types(cell(row, header.types())),
            cell(row, header.vicinity()));
    rows.offer(draft, latitude.get(), longitude.get(), () -> where);
  }

  private static String cell(CsvRecord row, int column) {
    return column < 0 ? "" : row.getField(column);
  }

  /** {@code Fast Food|bar} is {@code fast_food} and {@code bar}. */
  private static List<String> types(String cell) {
    return Arrays.stream(cell.split("[|;,]", -1))
        .map(type -> type.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_"))
        .filter(type -> !type.isEmpty())
        .toList();
  }
}
