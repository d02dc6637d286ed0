package io.proxyherd.command;

/**
 * One line of a client, understood. Commands are views: they point into the bytes that were parsed
 * and are valid as long as those are, and until their parser's next line.
 */
public sealed interface Command {
  /** A line without a field: ignored. */
  record Blank() implements Command {}

  /** Where a client says it is: {@code IAMAT <client> <location> <time>}. */
  record Iamat(Field client, Field location, Field time) implements Command {
    /** The moment that the time names. */
    public PosixTime clientTime() {
      return PosixTime.parse(time.bytes(), time.from(), time.to());
    }
  }

  /**
   * A question where a client is and what is near it: {@code WHATSAT <client> <radius> <limit>}.
   *
   * @param radiusKm kilometres, more than 0, at most 50
   * @param limit the most places to answer, 1..20
   */
  record Whatsat(Field client, double radiusKm, int limit) implements Command {}

  /** Any other line, an {@code AT} included: clients can't forge reports. */
  record Unknown() implements Command {}
}
