package io.proxyherd.places.formats;

import io.proxyherd.places.PlaceRows;
import java.io.IOException;

/** Takes what a {@link MapFile} reads, row by row, all on the thread that called it. */
public interface RowSink extends PlaceRows.Sink {
  /**
   * Hears of a row that is not taken.
   *
   * @param where which one, for people, such as {@code way 123} or {@code line 17: 3 columns
   *     (expected: 19)}
   */
  void refused(Reason reason, String where) throws IOException;
}
