package io.proxyherd.replay.track;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the times that recorded tracks carry, without loss of a digit: ISO 8601 with an offset,
 * {@code Z} or {@code UTC}; the same without an offset, taken in the given zone; POSIX seconds;
 * POSIX milliseconds (13 digits).
 *
 * <p>A time that the zone has twice (clocks set back) is taken as the first of the two; one that it
 * skips (clocks set forward) is moved on by the length of the gap.
 */
record TimeParser(ZoneId zone) {
  private static final Pattern MILLISECONDS =
      Pattern.compile("([0-9]{10})([0-9]{3})(?:\\.([0-9]+))?");
  private static final Pattern ISO =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
              + "(?:[.,]([0-9]{1,18}))? ?(Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?");

  /** The time in POSIX seconds; empty if the text is no time or one before 1970. */
  Optional<TimeText> parse(String text) {
    String trimmed = text.strip().toUpperCase(Locale.ROOT);
    Matcher iso = ISO.matcher(trimmed);
    return iso.matches() ? fromIso(iso) : Decimals.plain(trimmed).flatMap(TimeParser::fromPosix);
  }

  private Optional<TimeText> fromIso(Matcher iso) {
    try {
      var dateTime = LocalDateTime.parse(iso.group(1) + 'T' + iso.group(2));
      String offset = iso.group(4);
      ZoneId at = offset == null ? zone : offsetOf(offset);
      long seconds = dateTime.atZone(at).toEpochSecond();
      String fraction = iso.group(3);
      return TimeText.of(fraction == null ? "" + seconds : seconds + "." + fraction);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offsetOf(String offset) {
    return Character.isLetter(offset.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(offset);
  }

  private static Optional<TimeText> fromPosix(String number) {
    Matcher milliseconds = MILLISECONDS.matcher(number);
    if (!milliseconds.matches()) {
      return TimeText.of(number);
    }
    String rest = milliseconds.group(3);
    return TimeText.of(
        milliseconds.group(1) + '.' + milliseconds.group(2) + (rest == null ? "" : rest));
  }
}
