package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.geo.Iso6709;
import java.util.Arrays;
import java.util.Optional;

/**
 * The line that tells where a client was, taken apart: {@code AT <server> <skew> <client>
 * <location> <time>}, with single spaces and no line end, as {@link ReplyPrinter#printAt} prints
 * it.
 */
@SuppressWarnings("ArrayRecordComponent") // a view; never compared
public record AtLine(
    byte[] line, Field server, Field skew, Field client, Field location, Field time) {
  /** The longest name of a server in bytes. */
  public static final int LONGEST_SERVER = 64;

  /** The longest AT line in bytes. */
  public static final int LONGEST = 0xFFFF;

  /** Where the server's name starts. */
  public static final int SERVER_FROM = 3;

  private static final byte[] AT = "AT".getBytes(US_ASCII);
  private static final int FIELDS = 6;

  /** Takes the line apart; nothing if it is not exactly such a line. */
  public static Optional<AtLine> parse(byte[] line) {
    var fields = new Fields(FIELDS);
    fields.split(line, 0, line.length);
    if (fields.count() != FIELDS
        || line.length > LONGEST
        || !Arrays.equals(line, fields.from(0), fields.to(0), AT, 0, AT.length)
        || !isSinglySpaced(fields, line)) {
      return Optional.empty();
    }
    var at =
        new AtLine(
            line,
            fields.field(1, line),
            fields.field(2, line),
            fields.field(3, line),
            fields.field(4, line),
            fields.field(5, line));
    return at.isValid() ? Optional.of(at) : Optional.empty();
  }

  /** A line feed between two fields would make two lines of one where it is printed. */
  private static boolean isSinglySpaced(Fields fields, byte[] line) {
    boolean single = fields.from(0) == 0 && fields.to(FIELDS - 1) == line.length;
    for (int field = 1; field < FIELDS; field++) {
      int gap = fields.to(field - 1);
      single &= fields.from(field) == gap + 1 && line[gap] == ' ';
    }
    return single;
  }

  private boolean isValid() {
    return server.length() <= LONGEST_SERVER
        && Skew.isValid(line, skew.from(), skew.to())
        && client.length() <= CommandParser.LONGEST_CLIENT
        && Iso6709.isValid(line, location.from(), location.to())
        && PosixTime.isValid(line, time.from(), time.to());
  }
}
