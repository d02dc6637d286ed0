package io.proxyherd.stream;

import io.proxyherd.command.Field;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.util.Optional;

/** What a reader is told. */
public sealed interface Event {
  /** Where a client is. */
  record Position(Report report) implements Event {}

  /** What is known of a client does not pass the filter any more. */
  record Left(Report report) implements Event {}

  /**
   * A client is not known any more.
   *
   * @param stamp of the order to forget it; none if its report expired
   */
  record Forgotten(Field client, Optional<Stamp> stamp) implements Event {}

  /** All that was known when the stream began has been told. */
  record CaughtUp() implements Event {}

  /**
   * What the reader was told before counts no more: all is told again.
   *
   * @param reason for people
   */
  record Reset(String reason) implements Event {}
}
