package io.proxyherd.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: a whole number and one of B, KiB, MiB, GiB, such as {@code 4 KiB}.
 */
final class SizeText {
  // Nine digits of GiB still fit a long.
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})[ ]*(B|KiB|MiB|GiB)");

  /** Each is 1,024 times the one before. */
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

  private SizeText() {}

  /** The size in bytes. */
  static Optional<Long> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(count << (10 * UNITS.indexOf(matcher.group(2))));
  }
}
