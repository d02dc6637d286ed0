package io.proxyherd.near;

import io.proxyherd.command.Field;

/**
 * A position as one number: latitude and longitude, rounded to 10⁻⁷ degrees (1 cm), with their bits
 * interleaved (a Morton code), so that every square of the grid whose side is a power of two is one
 * range of codes. A pole has one code, and so has each point of the meridian of 180 degrees.
 */
final class GridCode {
  /** No position: less than every code. */
  static final long NOWHERE = -1;

  /** Grid steps in a degree. */
  static final int STEPS = 10_000_000;

  static final int NORTH_POLE = 90 * STEPS;
  static final int HALF_TURN = 180 * STEPS;

  private static final int DECIMALS = 7;

  private GridCode() {}

  /** The code of an ISO 6709 location that is valid. */
  static long of(Field location) {
    byte[] text = location.bytes();
    int longitude = location.from() + 1;
    while (text[longitude] != '+' && text[longitude] != '-') {
      longitude++;
    }
    return of(steps(text, location.from(), longitude), steps(text, longitude, location.to()));
  }

  /** The code of a position in steps, -90..90 and -180..180 degrees. */
  static long of(int latitude, int longitude) {
    int anyMeridian = Math.abs(latitude) == NORTH_POLE ? 0 : longitude;
    int east = anyMeridian == HALF_TURN ? -HALF_TURN : anyMeridian;
    return spread(latitude + (long) NORTH_POLE) << 1 | spread(east + (long) HALF_TURN);
  }

  /** The latitude of a code, in steps; beyond the pole for squares that reach there. */
  static long latitude(long code) {
    return gather(code >>> 1) - NORTH_POLE;
  }

  /** The longitude of a code, in steps; beyond 180 degrees for squares that reach there. */
  static long longitude(long code) {
    return gather(code) - HALF_TURN;
  }

  /** Steps as degrees. */
  static double degrees(long steps) {
    return (double) steps / STEPS;
  }

  /** The angle in the text {@code [from, to)}, sign first, rounded half away from zero. */
  private static int steps(byte[] text, int from, int to) {
    int at = from + 1;
    int steps = 0;
    while (at < to && text[at] != '.') {
      steps = steps * 10 + (text[at++] - '0');
    }
    at++;
    for (int decimal = 0; decimal < DECIMALS; decimal++) {
      steps = steps * 10 + (at < to ? text[at] - '0' : 0);
      at++;
    }
    if (at < to && text[at] >= '5') {
      steps++;
    }
    return text[from] == '-' ? -steps : steps;
  }

  /** The lower 32 bits, with a zero before each. */
  private static long spread(long number) {
    long bits = number & 0xFFFF_FFFFL;
    bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFFL;
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FFL;
    bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333L;
    return (bits | bits << 1) & 0x5555_5555_5555_5555L;
  }

  /** Undoes {@link #spread}. */
  private static long gather(long code) {
    long bits = code & 0x5555_5555_5555_5555L;
    bits = (bits | bits >>> 1) & 0x3333_3333_3333_3333L;
    bits = (bits | bits >>> 2) & 0x0F0F_0F0F_0F0F_0F0FL;
    bits = (bits | bits >>> 4) & 0x00FF_00FF_00FF_00FFL;
    bits = (bits | bits >>> 8) & 0x0000_FFFF_0000_FFFFL;
    return (bits | bits >>> 16) & 0xFFFF_FFFFL;
  }
}
