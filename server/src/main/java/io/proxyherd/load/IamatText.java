package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The text of one connection's IAMATs, of which only client, position and time differ: {@code IAMAT
 * client-000000000007 +34.068930-118.445127 1795397982.782147000\n}.
 */
final class IamatText {
  private static final byte[] KEYWORD = "IAMAT ".getBytes(US_ASCII);
  private static final int TIME = 20;
  private static final int NUMBER = 8;

  private final LoadPlan plan;
  private final Positions positions;
  private final int connection;
  private final long startMicros;
  private final Sequence sequence;
  private final byte[] line;
  private final int number;
  private final int position;
  private final int time;

  /**
   * @param startMicros the time of the first; each further one is a microsecond later
   */
  IamatText(LoadPlan plan, Positions positions, int connection, long startMicros) {
    this.plan = plan;
    this.positions = positions;
    this.connection = connection;
    this.startMicros = startMicros;
    sequence = new Sequence(plan.clientsOf(connection), positions.count(), 97 * connection);
    number = KEYWORD.length + plan.idBytes() - NUMBER;
    position = number + NUMBER + 1;
    time = position + Positions.LENGTH + 1;
    line = new byte[time + TIME + 1];
    System.arraycopy(KEYWORD, 0, line, 0, KEYWORD.length);
    System.arraycopy(idStart(plan.idBytes()), 0, line, KEYWORD.length, plan.idBytes() - NUMBER);
    line[position - 1] = ' ';
    line[time - 1] = ' ';
    line[line.length - 1] = '\n';
  }

  /** What all IDs of that length begin with. */
  static byte[] idStart(int idBytes) {
    String word = "client-";
    String zeros = "0".repeat(Math.max(0, idBytes - NUMBER - word.length()));
    return (word + zeros).substring(0, idBytes - NUMBER).getBytes(US_ASCII);
  }

  /** The ID of a client of a connection. */
  static String id(LoadPlan plan, int connection, int client) {
    byte[] digits = new byte[NUMBER];
    Digits.eight(connection + client * plan.connections(), digits, 0);
    return new String(idStart(plan.idBytes()), US_ASCII) + new String(digits, US_ASCII);
  }

  int length() {
    return line.length;
  }

  /** How much of the line is the keyword with its space; behind it is what an AT line copies. */
  static int keywordLength() {
    return KEYWORD.length;
  }

  Sequence sequence() {
    return sequence;
  }

  /** The next line; valid until the next call. */
  byte[] next() {
    Digits.eight(connection + sequence.client() * plan.connections(), line, number);
    positions.copy(sequence.position(), line, position);
    Digits.time(startMicros + sequence.count(), line, time);
    sequence.advance();
    return line;
  }

  /** The time of a report, by its number. */
  static String time(long startMicros, long count) {
    byte[] text = new byte[TIME];
    Digits.time(startMicros + count, text, 0);
    return new String(text, US_ASCII);
  }
}
