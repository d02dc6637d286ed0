package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * An IAMAT of each of many clients, as one segment of bytes. Client IDs have 20 bytes. Time can go
 * on in place, so that a benchmark never runs out of newer reports and makes no garbage of its own.
 */
final class IamatLines {
  private static final String LINE =
      "IAMAT user%08d.example +34.068930-118.445127 %010d.392014450\n";
  private static final int LENGTH = LINE.formatted(0, 0).length();
  private static final int SECONDS_TO = LENGTH - ".392014450\n".length();

  private final byte[] bytes;
  private long seconds;

  /**
   * @param seconds the time of all
   */
  IamatLines(int clients, long seconds) {
    this.seconds = seconds;
    var lines = new StringBuilder(clients * LENGTH);
    for (int client = 0; client < clients; client++) {
      lines.append(LINE.formatted(client, seconds));
    }
    bytes = lines.toString().getBytes(US_ASCII);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the line of that client begins; it ends where the next one begins. */
  static int from(int client) {
    return client * LENGTH;
  }

  /** The time of all, POSIX seconds. */
  long seconds() {
    return seconds;
  }

  /** All have that time, POSIX seconds. */
  void reset(long time) {
    seconds = time;
    byte[] digits = "%010d".formatted(seconds).getBytes(US_ASCII);
    for (int end = SECONDS_TO; end < bytes.length; end += LENGTH) {
      System.arraycopy(digits, 0, bytes, end - digits.length, digits.length);
    }
  }

  /** All are a second later. */
  void goOn() {
    seconds++;
    for (int end = SECONDS_TO; end < bytes.length; end += LENGTH) {
      int at = end - 1;
      while (bytes[at] == '9') {
        bytes[at--] = '0';
      }
      bytes[at]++;
    }
  }
}
