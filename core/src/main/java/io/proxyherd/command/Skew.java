package io.proxyherd.command;

/**
 * Server time minus client time, as an AT line says it: seconds, always signed, always 9 decimals,
 * never an exponent, never {@code -0.000000000}; such as {@code +0.263873386}.
 */
public final class Skew {
  private static final int DECIMALS = 9;
  private static final int MOST_SECONDS_DIGITS = 12;

  /** Other servers print a double with all its digits. */
  private static final int MOST_DECIMALS = 24;

  private Skew() {}

  /** Appends the skew to the line, rounded half up to the nanosecond. */
  static void print(PosixTime server, PosixTime client, LineBuilder line) {
    boolean negative = server.compareTo(client) < 0;
    PosixTime later = negative ? client : server;
    PosixTime earlier = negative ? server : client;
    long seconds = later.seconds() - earlier.seconds();
    long attos = later.attos() - earlier.attos();
    if (attos < 0) {
      seconds--;
      attos += PosixTime.ATTOS_PER_NANO * PosixTime.NANOS_PER_SECOND;
    }
    long nanos = (attos + PosixTime.ATTOS_PER_NANO / 2) / PosixTime.ATTOS_PER_NANO;
    if (nanos == PosixTime.NANOS_PER_SECOND) {
      seconds++;
      nanos = 0;
    }
    line.append(negative && (seconds | nanos) != 0 ? '-' : '+')
        .appendNumber(seconds, 1)
        .append('.')
        .appendNumber(nanos, DECIMALS);
  }

  /**
   * Whether the bytes {@code [from, to)} are a skew as {@link #print} writes it, or as other herds'
   * servers do, with another number of decimals: signed, without an exponent, no negative zero.
   */
  static boolean isValid(byte[] text, int from, int to) {
    if (from >= to || (text[from] != '+' && text[from] != '-')) {
      return false;
    }
    int dot = UnsignedDecimal.endOfDigits(text, from + 1, to);
    int seconds = dot - from - 1;
    return seconds >= 1
        && seconds <= MOST_SECONDS_DIGITS
        && (text[from + 1] != '0' || seconds == 1)
        && (dot == to || isFraction(text, dot, to))
        && (text[from] == '+' || !isZero(text, from + 1, to));
  }

  private static boolean isFraction(byte[] text, int dot, int to) {
    int digits = to - dot - 1;
    return text[dot] == '.'
        && digits >= 1
        && digits <= MOST_DECIMALS
        && UnsignedDecimal.endOfDigits(text, dot + 1, to) == to;
  }

  private static boolean isZero(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] != '0' && text[at] != '.') {
        return false;
      }
    }
    return true;
  }
}
