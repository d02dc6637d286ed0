package io.proxyherd.cli;

import io.proxyherd.config.DurationText;
import io.proxyherd.text.Printable;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration from 1 ms to 1 d. */
final class TimeConverter implements ITypeConverter<Duration> {
  private static final Duration MOST = Duration.ofDays(1);

  @Override
  public Duration convert(String text) {
    return DurationText.parse(text)
        .filter(time -> time.isPositive() && time.compareTo(MOST) <= 0)
        .orElseThrow(() ->
            new TypeConversionException(
                Printable.text(text)
                    + " (expected: a duration between 1 ms and 1 d, such as 5 s)"));
  }
}
