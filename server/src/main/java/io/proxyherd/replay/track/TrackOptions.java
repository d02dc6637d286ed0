package io.proxyherd.replay.track;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How tracks are to be read; what is empty is guessed from the file.
 *
 * @param client the client ID of all rows
 * @param fields the names of the columns or properties
 * @param delimiter the character between two CSV columns
 * @param header whether the first line of a CSV file names its columns
 * @param zone the zone of times without an offset
 * @param keepZero whether rows at exactly (0,0) are sent
 */
public record TrackOptions(
    Optional<TrackFormat> format,
    Optional<String> client,
    Fields fields,
    Optional<Character> delimiter,
    boolean header,
    ZoneId zone,
    boolean keepZero) {

  /** CSV: a header name or a column number from 1 on. GeoJSON: a property; no coordinates. */
  public record Fields(
      Optional<String> client,
      Optional<String> time,
      Optional<String> latitude,
      Optional<String> longitude) {
    public static final Fields GUESSED =
        new Fields(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Everything guessed, times without an offset in UTC, (0,0) left out. */
  public static final TrackOptions DEFAULT =
      new TrackOptions(
          Optional.empty(),
          Optional.empty(),
          Fields.GUESSED,
          Optional.empty(),
          true,
          ZoneOffset.UTC,
          false);
}
