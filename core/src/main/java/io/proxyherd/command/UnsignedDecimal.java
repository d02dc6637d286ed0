package io.proxyherd.command;

/**
 * The numbers of the line protocol: no sign, no exponent, no NaN, no infinity.
 *
 * <pre>decimal = 1*12DIGIT ["." 1*18DIGIT]</pre>
 */
final class UnsignedDecimal {
  private static final int MOST_INTEGER_DIGITS = 12;
  private static final int MOST_FRACTION_DIGITS = 18;

  private UnsignedDecimal() {}

  /** Whether the bytes {@code [from, to)} are such a number. */
  static boolean isValid(byte[] text, int from, int to) {
    int dot = endOfDigits(text, from, to);
    if (dot == from || dot - from > MOST_INTEGER_DIGITS) {
      return false;
    }
    return dot == to || isFraction(text, dot, to);
  }

  /** Whether they are such a number without a fraction. */
  static boolean isInteger(byte[] text, int from, int to) {
    return to - from <= MOST_INTEGER_DIGITS && to > from && endOfDigits(text, from, to) == to;
  }

  /** The part before the point of a valid number. */
  static long integer(byte[] text, int from, int to) {
    return number(text, from, endOfDigits(text, from, to));
  }

  /** The part after the point of a valid number, in units of 10⁻¹⁸. */
  static long attos(byte[] text, int from, int to) {
    int dot = endOfDigits(text, from, to);
    if (dot == to) {
      return 0;
    }
    long attos = number(text, dot + 1, to);
    for (int digits = to - dot - 1; digits < MOST_FRACTION_DIGITS; digits++) {
      attos *= 10;
    }
    return attos;
  }

  private static boolean isFraction(byte[] text, int dot, int to) {
    int digits = to - dot - 1;
    return text[dot] == '.'
        && digits >= 1
        && digits <= MOST_FRACTION_DIGITS
        && endOfDigits(text, dot + 1, to) == to;
  }

  /** Where the digits that start at {@code from} end. */
  static int endOfDigits(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  private static long number(byte[] text, int from, int to) {
    long number = 0;
    for (int at = from; at < to; at++) {
      number = number * 10 + (text[at] - '0');
    }
    return number;
  }
}
