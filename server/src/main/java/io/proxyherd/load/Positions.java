package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Where the clients are, ready to be sent: {@code +34.068930-118.445127}, always {@value #LENGTH}
 * bytes.
 */
final class Positions {
  static final int LENGTH = 21;
  static final int LATITUDE_LENGTH = 10;
  private static final int SCATTERED = 4096;
  private static final int MOST = 1_000_000;
  private static final double GREATEST_LATITUDE = 85;
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,;]+");

  private final byte[] text;

  private Positions(byte[] text) {
    this.text = text;
  }

  /** 4,096 positions anywhere below 85°, the same each time. */
  static Positions scattered() {
    var random = new SplittableRandom(1);
    var text = new StringBuilder();
    for (int i = 0; i < SCATTERED; i++) {
      double latitude = random.nextDouble(-GREATEST_LATITUDE, GREATEST_LATITUDE);
      text.append(format(latitude, random.nextDouble(-180, 180)));
    }
    return new Positions(text.toString().getBytes(US_ASCII));
  }

  /**
   * Those of a file: a latitude and a longitude on each line, in degrees, with white space, comma
   * or semicolon between.
   *
   * @throws LoadFailure if it has none, more than a million, or a line that is no position
   */
  static Positions of(Path file) throws LoadFailure {
    List<String> lines = lines(file);
    if (lines.isEmpty() || lines.size() > MOST) {
      throw new LoadFailure(file + ": " + lines.size() + " lines (expected: 1 to " + MOST + ")");
    }
    var text = new StringBuilder();
    for (String line : lines) {
      text.append(parsed(line, file));
    }
    return new Positions(text.toString().getBytes(US_ASCII));
  }

  int count() {
    return text.length / LENGTH;
  }

  /** Copies one to {@code out}. */
  void copy(int position, byte[] out, int at) {
    System.arraycopy(text, LENGTH * position, out, at, LENGTH);
  }

  private static List<String> lines(Path file) throws LoadFailure {
    try {
      return Files.readAllLines(file, US_ASCII);
    } catch (IOException e) {
      throw new LoadFailure(file + ": cannot be read (" + e.getMessage() + "); check the path");
    }
  }

  private static String parsed(String line, Path file) throws LoadFailure {
    String[] fields = SEPARATOR.split(line.strip(), -1);
    try {
      double latitude = Double.parseDouble(fields[0]);
      double longitude = Double.parseDouble(fields[fields.length - 1]);
      if (fields.length == 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
        return format(latitude, longitude);
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new LoadFailure(
        file
            + ": "
            + line
            + " (expected: latitude and longitude in degrees, such as 34.07 -118.45)");
  }

  private static String format(double latitude, double longitude) {
    return String.format(Locale.ROOT, "%+010.6f%+011.6f", latitude, longitude);
  }
}
