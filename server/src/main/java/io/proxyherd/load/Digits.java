package io.proxyherd.load;

/** Numbers as decimal digits with leading zeros, four at a time from a table. */
final class Digits {
  private static final int GROUP = 10_000;
  private static final byte[] TABLE = new byte[4 * GROUP];

  static {
    for (int number = 0; number < GROUP; number++) {
      TABLE[4 * number] = (byte) ('0' + number / 1000);
      TABLE[4 * number + 1] = (byte) ('0' + number / 100 % 10);
      TABLE[4 * number + 2] = (byte) ('0' + number / 10 % 10);
      TABLE[4 * number + 3] = (byte) ('0' + number % 10);
    }
  }

  private Digits() {}

  /** Four digits of a number below 10⁴. */
  static void four(int number, byte[] out, int at) {
    System.arraycopy(TABLE, 4 * number, out, at, 4);
  }

  /** Eight digits of a number below 10⁸. */
  static void eight(int number, byte[] out, int at) {
    four(number / GROUP, out, at);
    four(number % GROUP, out, at + 4);
  }

  /** POSIX time {@code 1795397982.782147000}, 20 bytes. */
  static void time(long micros, byte[] out, int at) {
    long seconds = micros / 1_000_000;
    int rest = (int) (micros % 1_000_000);
    // The last digit of the upper group stands where the lower begins: ten digits are 4 + 4 + 2.
    int low = (int) (seconds % 1_000_000);
    four((int) (seconds / 1_000_000), out, at);
    four(low / 100, out, at + 4);
    out[at + 8] = (byte) ('0' + low % 100 / 10);
    out[at + 9] = (byte) ('0' + low % 10);
    out[at + 10] = '.';
    four(rest / 100, out, at + 11);
    out[at + 15] = (byte) ('0' + rest % 100 / 10);
    out[at + 16] = (byte) ('0' + rest % 10);
    out[at + 17] = '0';
    out[at + 18] = '0';
    out[at + 19] = '0';
  }
}
