package io.proxyherd.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations as people write them: a whole number and one of ms, s, m, h, d, such as {@code 2 s}.
 */
public final class DurationText {
  // Twelve digits of days still fit a Duration.
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})[ ]*(ms|s|m|h|d)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private DurationText() {}

  /** The text's duration; empty if it is none. */
  public static Optional<Duration> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.ofNullable(UNITS.get(matcher.group(2)))
        .map(unit -> unit.getDuration().multipliedBy(count));
  }
}
