package io.proxyherd.places.formats;

import java.util.Optional;
import java.util.regex.Pattern;

/** Degrees as text. */
final class Degrees {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}([.,]\\d{1,30})?");

  private Degrees() {}

  /**
   * The number that a text stands for, with a point or a comma; NaN for no text, empty for a text
   * that is no number.
   */
  static Optional<Double> parse(String text) {
    String number = text.strip();
    if (number.isEmpty()) {
      return Optional.of(Double.NaN);
    }
    return NUMBER.matcher(number).matches()
        ? Optional.of(Double.valueOf(number.replace(',', '.')))
        : Optional.empty();
  }
}
