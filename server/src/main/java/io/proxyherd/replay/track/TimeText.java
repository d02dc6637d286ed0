package io.proxyherd.replay.track;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.PosixTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time in POSIX seconds as its own text, for example {@code 1479413884.392014450}: 1..12 integer
 * digits and at most 18 of a fraction, which is kept digit by digit.
 *
 * <p>Ordered by value: {@code 5.0} and {@code 5.00} compare as equal although their texts differ.
 */
public record TimeText(String text) implements Comparable<TimeText> {
  private static final Pattern VALID = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,18})?");
  private static final double NANOS_PER_SECOND = 1e9;

  public TimeText {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "time: " + text + " (expected: 1..12 digits, then optionally a point and 1..18 digits)");
    }
  }

  /** The time, if the text is one. */
  static Optional<TimeText> of(String text) {
    return VALID.matcher(text).matches() ? Optional.of(new TimeText(text)) : Optional.empty();
  }

  @Override
  public int compareTo(TimeText other) {
    return value().compareTo(other.value());
  }

  /** Nanoseconds from an earlier time to this one, for pacing: about right is enough there. */
  public double nanosSince(TimeText earlier) {
    PosixTime later = value();
    PosixTime before = earlier.value();
    return (later.seconds() - before.seconds()) * NANOS_PER_SECOND
        + (later.attos() - before.attos()) / NANOS_PER_SECOND;
  }

  private PosixTime value() {
    byte[] bytes = text.getBytes(US_ASCII);
    return PosixTime.parse(bytes, 0, bytes.length);
  }

  @Override
  public String toString() {
    return text;
  }
}
