package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Prints what a server says to a client; the mirror of {@link CommandParser}. Copies are byte
 * copies.
 */
public final class ReplyPrinter {
  /** How much of a line that is too long is said back, in bytes. */
  public static final int LONGEST_COMPLAINT = 64;

  private static final byte[] AT = "AT ".getBytes(US_ASCII);

  private ReplyPrinter() {}

  /**
   * {@code AT <server> <skew> <client> <location> <time>}, without a line end.
   *
   * @param server this server's name
   * @param receivedAt when it heard the command
   */
  public static void printAt(
      byte[] server,
      PosixTime receivedAt,
      PosixTime clientTime,
      Command.Iamat iamat,
      LineBuilder line) {
    line.append(AT).append(server).append(' ');
    Skew.print(receivedAt, clientTime, line);
    line.append(' ')
        .append(iamat.client())
        .append(' ')
        .append(iamat.location())
        .append(' ')
        .append(iamat.time());
  }

  /** {@code ? <the line as received>} with a line end. */
  public static void printUnknown(byte[] received, int from, int to, LineBuilder line) {
    line.append('?').append(' ').append(received, from, to).append('\n');
  }

  /**
   * The answer to a WHATSAT: the AT line, the JSON with every run of LF collapsed to one and none
   * at its end, and two LFs.
   */
  public static void printNearby(byte[] atLine, byte[] json, LineBuilder line) {
    line.append(atLine).append('\n');
    int end = json.length;
    while (end > 0 && json[end - 1] == '\n') {
      end--;
    }
    for (int from = 0; from < end; ) {
      int lineFeed = LineFeed.find(json, from, end);
      int to = lineFeed < 0 ? end : lineFeed;
      line.append(json, from, Math.min(to + 1, end));
      while (to < end && json[to] == '\n') {
        to++;
      }
      from = to;
    }
    line.append('\n').append('\n');
  }
}
