package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.PosixTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's time as programs write it, digit by digit: POSIX seconds as in the line protocol, or
 * RFC 3339.
 */
final class ClientTime {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(\\.[0-9]{1,18})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final long ATTOS_PER_NANO = 1_000_000_000;

  /** The first second of the year 10000, which RFC 3339 can't say. */
  private static final long END_SECONDS = 253_402_300_800L;

  private ClientTime() {}

  /** The text in POSIX seconds; nothing if it is no time, or one before 1970. */
  static Optional<String> posix(String text) {
    Matcher date = RFC_3339.matcher(text.toUpperCase(Locale.ROOT));
    Optional<String> seconds = date.matches() ? seconds(date) : Optional.of(text);
    return seconds.filter(ClientTime::isPosix);
  }

  private static Optional<String> seconds(Matcher date) {
    try {
      var time = LocalDateTime.parse(date.group(1) + 'T' + date.group(2));
      long seconds = time.toEpochSecond(ZoneOffset.of(date.group(4)));
      String fraction = date.group(3);
      return Optional.of(fraction == null ? "" + seconds : seconds + fraction);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean isPosix(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return PosixTime.isValid(bytes, 0, bytes.length);
  }

  /** The moment that a text of POSIX seconds means. */
  static PosixTime of(String posix) {
    byte[] bytes = posix.getBytes(US_ASCII);
    return PosixTime.parse(bytes, 0, bytes.length);
  }

  /** The moment to the nanosecond; nothing beyond the year 9999. */
  static Optional<Instant> instant(PosixTime time) {
    return time.seconds() < END_SECONDS
        ? Optional.of(Instant.ofEpochSecond(time.seconds(), time.attos() / ATTOS_PER_NANO))
        : Optional.empty();
  }

  /** Such a moment as POSIX seconds with nine decimals. */
  static String posix(Instant moment) {
    return "%d.%09d".formatted(moment.getEpochSecond(), moment.getNano());
  }

  /** Word that the text is none. */
  static RefusedRequest refusal(String what, String value) {
    return RefusedRequest.bad(
        what,
        value,
        "RFC 3339 such as 2016-11-17T20:18:04.392014450Z, or POSIX seconds such as"
            + " 1479413884.392014450",
        "times before 1970 have none of both");
  }
}
