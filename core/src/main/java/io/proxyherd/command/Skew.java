package io.proxyherd.command;

import java.util.Arrays;

/**
 * Server time minus client time, as an AT line says it: seconds, always signed, always 9 decimals,
 * never an exponent, never {@code -0.000000000}; such as {@code +0.263873386}.
 */
public final class Skew {
  private static final int DECIMALS = 9;

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

  /** Whether the bytes {@code [from, to)} are a skew as {@link #print} writes it. */
  public static boolean isValid(byte[] text, int from, int to) {
    int dot = to - DECIMALS - 1;
    return dot > from + 1
        && (text[from] == '+' || text[from] == '-')
        && text[dot] == '.'
        && UnsignedDecimal.isInteger(text, from + 1, dot)
        && UnsignedDecimal.isInteger(text, dot + 1, to)
        && (text[from + 1] != '0' || dot == from + 2)
        && (text[from] == '+' || !isZero(text, from + 1, to));
  }

  private static boolean isZero(byte[] text, int from, int to) {
    byte[] zero = {'0', '.', '0', '0', '0', '0', '0', '0', '0', '0', '0'};
    return Arrays.equals(text, from, to, zero, 0, zero.length);
  }
}
