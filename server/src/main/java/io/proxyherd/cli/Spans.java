package io.proxyherd.cli;

import java.time.Duration;
import java.util.Locale;

/** Spans of time, and of bytes, for people. */
final class Spans {
  private Spans() {}

  /** In its largest unit of which it has two: {@code 90 s}, {@code 5 min}, {@code 3 h}. */
  static String rough(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (span.toMinutes() < 120) {
      return span.toMinutes() + " min";
    }
    return span.toHours() < 48 ? span.toHours() + " h" : span.toDays() + " d";
  }

  /** In its largest unit of which it has two: {@code 3 KiB}. */
  static String size(long bytes) {
    if (bytes < 2 << 10) {
      return bytes + " B";
    }
    return bytes < 2 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }

  /** Milliseconds with two decimals: {@code 0.31 ms}. */
  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.2f ms", millis);
  }

  /** The same with its sign: {@code +0.31 ms}. */
  static String signedMillis(double millis) {
    return String.format(Locale.ROOT, "%+.2f ms", millis);
  }
}
