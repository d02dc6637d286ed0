package io.proxyherd.rows;

import io.proxyherd.store.Report;

/** One line of a file of reports, or of what a server tells of them. */
public sealed interface Row {
  /**
   * The first line of a file: what it is.
   *
   * @param from what the reports were read from, for people
   * @param at when, RFC 3339; with {@code from} it tells files apart
   */
  record Header(int version, String from, String at) implements Row {}

  /** A report, or a tombstone. */
  record Entry(Report report) implements Row {}

  /** All before it has been told; with the cursor the rest can be asked for. */
  record Cursor(String cursor) implements Row {}

  /** The last line of a file: how many entries there are before it. */
  record End(long reports) implements Row {}

  /** A line that is none of these; what is wrong with it, and what was expected. */
  record Bad(String problem) implements Row {}
}
