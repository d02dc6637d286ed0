package io.proxyherd.replay;

import java.util.Locale;
import java.util.Optional;

/**
 * How far a replay is.
 *
 * @param done the share of bytes read, 0..1, where the sizes of the files are known
 */
public record Progress(long rows, double seconds, Optional<Double> done) {
  private static final int BAR = 30;

  /** One line for a log: {@code 12,000 rows, 52,300 rows/s, 43%, 2 s left}. */
  public String line() {
    var line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%,d rows, %,.0f rows/s", rows, rowsPerSecond()));
    done.ifPresent(
        share -> line.append(String.format(Locale.ROOT, ", %.0f%%%s", 100 * share, eta(share))));
    return line.toString();
  }

  /** The line with a bar before it, for a terminal. */
  public String bar() {
    return done.map(Progress::drawn).orElse("") + line();
  }

  private static String drawn(double share) {
    int full = (int) (BAR * Math.clamp(share, 0, 1));
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
  }

  private double rowsPerSecond() {
    return rows / Math.max(seconds, 1e-9);
  }

  private String eta(double share) {
    if (share <= 0 || share >= 1) {
      return "";
    }
    return String.format(Locale.ROOT, ", %,.0f s left", seconds * (1 - share) / share);
  }
}
