package io.proxyherd.replay.track;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time in POSIX seconds as its own text, for example {@code 1479413884.392014450}: 1..12 integer
 * digits and at most 18 of a fraction, which is kept digit by digit.
 *
 * <p>Ordered by value: {@code 5.0} and {@code 5.00} compare as equal although their texts differ.
 */
public record PosixTime(String text) implements Comparable<PosixTime> {
  private static final Pattern VALID = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,18})?");
  private static final double NANOS_PER_SECOND = 1e9;

  public PosixTime {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "time: " + text + " (expected: 1..12 digits, then optionally a point and 1..18 digits)");
    }
  }

  /** The time, if the text is one. */
  static Optional<PosixTime> of(String text) {
    return VALID.matcher(text).matches() ? Optional.of(new PosixTime(text)) : Optional.empty();
  }

  @Override
  public int compareTo(PosixTime other) {
    int bySecond = Long.compare(seconds(), other.seconds());
    return bySecond != 0 ? bySecond : Long.compare(attos(), other.attos());
  }

  /** Nanoseconds from an earlier time to this one, for pacing: about right is enough there. */
  public double nanosSince(PosixTime earlier) {
    return (seconds() - earlier.seconds()) * NANOS_PER_SECOND
        + (attos() - earlier.attos()) / NANOS_PER_SECOND;
  }

  private long seconds() {
    int point = text.indexOf('.');
    return Long.parseLong(text, 0, point < 0 ? text.length() : point, 10);
  }

  /** The fraction in units of 10^-18 s; 18 digits fit a long. */
  private long attos() {
    int point = text.indexOf('.');
    if (point < 0) {
      return 0;
    }
    long value = Long.parseLong(text, point + 1, text.length(), 10);
    for (int digits = text.length() - point - 1; digits < 18; digits++) {
      value *= 10;
    }
    return value;
  }

  @Override
  public String toString() {
    return text;
  }
}
