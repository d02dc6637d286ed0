package io.proxyherd.places.formats;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;

/**
 * Reads GeoJSON text sequences: features after a record separator each (RFC 8142), or one a line.
 */
final class GeoJsonSeqReader {
  private static final char RECORD_SEPARATOR = 0x1E;
  private static final int LONGEST = 2 * GeoJson.LARGEST;

  private GeoJsonSeqReader() {}

  static void read(FileInput file, Rows rows) throws IOException {
    boolean separated = file.head().text().indexOf(RECORD_SEPARATOR) == 0;
    String what = separated ? "record " : "line ";
    try (InputStream in = file.open()) {
      var records = new RecordSplitter(in, separated ? RECORD_SEPARATOR : '\n', LONGEST);
      while (records.next()) {
        // Before the first separator there is nothing, which is no record.
        long number = separated ? records.number() - 1 : records.number();
        readRecord(records, what + number, rows);
      }
    }
  }

  private static void readRecord(RecordSplitter records, String where, Rows rows)
      throws IOException {
    if (records.tooLong()) {
      rows.refuse(Reason.TOO_LARGE, where);
      return;
    }
    String text = records.text().replace("\uFEFF", "").strip();
    if (text.isEmpty()) {
      return;
    }
    try {
      GeoJsonFeature.offer(GeoJson.JSON.readTree(text), where, rows);
    } catch (JacksonException e) {
      rows.refuse(Reason.BAD_ROW, where + ": " + e.getOriginalMessage());
    }
  }
}
