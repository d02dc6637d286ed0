package io.proxyherd.moving;

import io.proxyherd.store.Report;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where all reports are read from, page by page. Not thread-safe. */
public interface Source extends AutoCloseable {
  /**
   * Some reports, in no particular order.
   *
   * @param next where the next page begins; empty if there is none
   * @param done the share of all that is read, 0..1, if it is known
   */
  record Page(List<Report> reports, Optional<String> next, Optional<Double> done) {}

  /** The cursor can't be gone on from: all is to be read again. */
  final class CursorGone extends IOException {
    private static final long serialVersionUID = 1;

    CursorGone(String message) {
      super(message);
    }
  }

  /** What it is, for people. */
  String description();

  /**
   * Reads a page, and tries for a while if that is not possible at once.
   *
   * @param cursor what the page before said; empty for the first
   * @throws IOException with one line that says the cure
   */
  Page read(Optional<String> cursor) throws IOException, InterruptedException;

  @Override
  void close();
}
