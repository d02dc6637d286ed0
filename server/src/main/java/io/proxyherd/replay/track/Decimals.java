package io.proxyherd.replay.track;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as text: every digit stays, exponents are written out. */
final class Decimals {
  /** More than any double printed in full needs; keeps a hostile exponent from filling memory. */
  private static final int LONGEST = 40;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private Decimals() {}

  /** The number without an exponent and without a leading plus; empty if it is none. */
  static Optional<String> plain(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > LONGEST || !NUMBER.matcher(trimmed).matches()) {
      return Optional.empty();
    }
    String unsigned = trimmed.replaceFirst("^[+-]", "");
    String digits = hasExponent(unsigned) ? new BigDecimal(unsigned).toPlainString() : unsigned;
    if (digits.length() > LONGEST) {
      return Optional.empty();
    }
    return Optional.of((trimmed.startsWith("-") ? "-" : "") + completed(digits));
  }

  private static boolean hasExponent(String number) {
    return number.indexOf('e') >= 0 || number.indexOf('E') >= 0;
  }

  /** {@code .5} and {@code 5.} have a digit on one side only, which the protocol doesn't allow. */
  private static String completed(String digits) {
    String started = digits.startsWith(".") ? "0" + digits : digits;
    return started.endsWith(".") ? started.substring(0, started.length() - 1) : started;
  }
}
