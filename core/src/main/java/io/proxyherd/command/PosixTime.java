package io.proxyherd.command;

/**
 * A moment as clients send it: POSIX seconds with an optional fraction.
 *
 * <pre>time = 1*12DIGIT ["." 1*18DIGIT]</pre>
 *
 * <p>Kept exactly, in seconds and attoseconds (10⁻¹⁸ s), so that two times that differ in their
 * 18th decimal still have an order. (Nanoseconds in a long would end in the year 2262.)
 *
 * @param seconds since 1970-01-01T00:00Z
 * @param attos attoseconds within the second, 0..10¹⁸-1
 */
public record PosixTime(long seconds, long attos) implements Comparable<PosixTime> {
  static final long ATTOS_PER_NANO = 1_000_000_000L;
  static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The moment so many nanoseconds after 1970-01-01T00:00Z. */
  public static PosixTime ofNanos(long nanos) {
    return new PosixTime(secondsOf(nanos), attosOf(nanos));
  }

  /** The {@link #seconds} of that moment. */
  public static long secondsOf(long nanos) {
    return Math.floorDiv(nanos, NANOS_PER_SECOND);
  }

  /** The {@link #attos} of that moment. */
  public static long attosOf(long nanos) {
    return Math.floorMod(nanos, NANOS_PER_SECOND) * ATTOS_PER_NANO;
  }

  /** Compares two moments that are given by their parts. */
  public static int compare(long seconds, long attos, long otherSeconds, long otherAttos) {
    int bySeconds = Long.compare(seconds, otherSeconds);
    return bySeconds != 0 ? bySeconds : Long.compare(attos, otherAttos);
  }

  /** Whether the bytes {@code [from, to)} are a time. */
  public static boolean isValid(byte[] text, int from, int to) {
    return UnsignedDecimal.isValid(text, from, to);
  }

  /** The time that the {@linkplain #isValid valid} bytes {@code [from, to)} say. */
  public static PosixTime parse(byte[] text, int from, int to) {
    return new PosixTime(
        UnsignedDecimal.integer(text, from, to), UnsignedDecimal.attos(text, from, to));
  }

  /** Appends it with 9 decimals, cut off after them; a moment before 1970 as 1970. */
  public void print(LineBuilder line) {
    boolean early = seconds < 0;
    line.appendNumber(early ? 0 : seconds, 1)
        .append('.')
        .appendNumber(early ? 0 : attos / ATTOS_PER_NANO, 9);
  }

  @Override
  public int compareTo(PosixTime other) {
    return compare(seconds, attos, other.seconds, other.attos);
  }
}
