package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.geo.Iso6709;
import java.util.Arrays;

/**
 * Turns a line of a client into a {@link Command}. Strict: what is not exactly a command is {@link
 * Command.Unknown}, never an exception. Not thread-safe: it reuses its list of fields, and makes no
 * garbage of an IAMAT: they are what servers live on.
 *
 * <pre>
 * iamat   = "IAMAT"   WSP client WSP location WSP time
 * whatsat = "WHATSAT" WSP client WSP radius   WSP limit
 * client  = 1*256 bytes that are not white space
 * radius  = 1*12DIGIT ["." 1*18DIGIT]   ; km, more than 0, at most 50
 * limit   = 1*12DIGIT                   ; 1..20
 * </pre>
 */
public final class CommandParser {
  /** The longest client ID in bytes. */
  public static final int LONGEST_CLIENT = 256;

  /** The greatest radius of a WHATSAT in kilometres. */
  public static final int GREATEST_RADIUS_KM = 50;

  /** The greatest limit of a WHATSAT. */
  public static final int GREATEST_LIMIT = 20;

  private static final byte[] IAMAT = "IAMAT".getBytes(US_ASCII);
  private static final byte[] WHATSAT = "WHATSAT".getBytes(US_ASCII);
  private static final int FIELDS = 4;

  private static final Command BLANK = new Command.Blank();
  private static final Command UNKNOWN = new Command.Unknown();

  private final Fields fields = new Fields(FIELDS);
  private final Command.Iamat iamat = new Command.Iamat(new Field(), new Field(), new Field());

  /** The command that the line {@code [from, to)}, given without its LF, means. */
  public Command parse(byte[] line, int from, int to) {
    fields.split(line, from, to);
    if (fields.count() == 0) {
      return BLANK;
    }
    if (fields.count() != FIELDS || fields.to(1) - fields.from(1) > LONGEST_CLIENT) {
      return UNKNOWN;
    }
    if (isKeyword(line, IAMAT)) {
      return iamat(line);
    }
    return isKeyword(line, WHATSAT) ? whatsat(line) : UNKNOWN;
  }

  private boolean isKeyword(byte[] line, byte[] keyword) {
    return Arrays.equals(line, fields.from(0), fields.to(0), keyword, 0, keyword.length);
  }

  private Command iamat(byte[] line) {
    if (!Iso6709.isValid(line, fields.from(2), fields.to(2))
        || !PosixTime.isValid(line, fields.from(3), fields.to(3))) {
      return UNKNOWN;
    }
    fields.point(iamat.client(), 1, line);
    fields.point(iamat.location(), 2, line);
    fields.point(iamat.time(), 3, line);
    return iamat;
  }

  private Command whatsat(byte[] line) {
    int radiusFrom = fields.from(2);
    int radiusTo = fields.to(2);
    if (!UnsignedDecimal.isValid(line, radiusFrom, radiusTo)
        || !UnsignedDecimal.isInteger(line, fields.from(3), fields.to(3))) {
      return UNKNOWN;
    }
    long wholeKm = UnsignedDecimal.integer(line, radiusFrom, radiusTo);
    long attos = UnsignedDecimal.attos(line, radiusFrom, radiusTo);
    long limit = UnsignedDecimal.integer(line, fields.from(3), fields.to(3));
    boolean radiusIsZero = wholeKm == 0 && attos == 0;
    boolean radiusIsTooGreat =
        wholeKm > GREATEST_RADIUS_KM || (wholeKm == GREATEST_RADIUS_KM && attos > 0);
    if (radiusIsZero || radiusIsTooGreat || limit < 1 || limit > GREATEST_LIMIT) {
      return UNKNOWN;
    }
    return new Command.Whatsat(
        fields.field(1, line), nearestDouble(line, radiusFrom, radiusTo), (int) limit);
  }

  private static double nearestDouble(byte[] line, int from, int to) {
    return Double.parseDouble(new String(line, from, to - from, US_ASCII));
  }
}
