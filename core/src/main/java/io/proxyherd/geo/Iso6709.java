package io.proxyherd.geo;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Positions in the decimal-degree form of ISO 6709: {@code ±DD.D±DDD.D}, such as {@code
 * +34.068930-118.445127}.
 *
 * <pre>
 * location  = latitude longitude
 * latitude  = sign 1*2DIGIT ["." 1*DIGIT]    ; -90..+90
 * longitude = sign 1*3DIGIT ["." 1*DIGIT]    ; -180..+180
 * sign      = "+" / "-"
 * </pre>
 *
 * <p>Longer integer parts are the standard's degree-minute forms ({@code +3404-11826}) and are not
 * accepted: read as degrees they would be somewhere else.
 */
public final class Iso6709 {
  private static final int INVALID = -1;

  private Iso6709() {}

  /** Whether the bytes {@code [from, to)} are a location. */
  public static boolean isValid(byte[] text, int from, int to) {
    int longitude = endOfAngle(text, from, to, 2, 90);
    return longitude != INVALID && endOfAngle(text, longitude, to, 3, 180) == to;
  }

  /**
   * The position that the bytes {@code [from, to)} name.
   *
   * @throws IllegalArgumentException if they are not {@linkplain #isValid valid}
   */
  public static Position parse(byte[] text, int from, int to) {
    int longitude = endOfAngle(text, from, to, 2, 90);
    if (longitude == INVALID || endOfAngle(text, longitude, to, 3, 180) != to) {
      throw new IllegalArgumentException(
          "location: "
              + new String(text, from, to - from, US_ASCII)
              + " (expected: ISO 6709 decimal degrees such as +34.068930-118.445127)");
    }
    return new Position(degrees(text, from, longitude), degrees(text, longitude, to));
  }

  /** Where the angle that starts at {@code from} ends, or {@link #INVALID}. */
  private static int endOfAngle(byte[] text, int from, int to, int mostDigits, int mostDegrees) {
    if (from >= to || (text[from] != '+' && text[from] != '-')) {
      return INVALID;
    }
    int at = from + 1;
    int degrees = 0;
    while (at < to && isDigit(text[at]) && at - from <= mostDigits) {
      degrees = degrees * 10 + (text[at++] - '0');
    }
    if (at == from + 1 || degrees > mostDegrees) {
      return INVALID;
    }
    if (at == to || text[at] != '.') {
      return at;
    }
    return endOfFraction(text, at + 1, to, degrees == mostDegrees);
  }

  private static int endOfFraction(byte[] text, int from, int to, boolean mustBeZero) {
    int at = from;
    while (at < to && isDigit(text[at])) {
      if (mustBeZero && text[at] != '0') {
        return INVALID;
      }
      at++;
    }
    return at == from ? INVALID : at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static double degrees(byte[] text, int from, int to) {
    return Double.parseDouble(new String(text, from, to - from, US_ASCII));
  }
}
