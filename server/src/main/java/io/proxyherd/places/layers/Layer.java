package io.proxyherd.places.layers;

import io.proxyherd.places.Attribution;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An imported layer of places that holds.
 *
 * @param name 1 to 64 letters, digits, dots, dashes and underscores, the first a letter or digit
 * @param generation tells it from earlier layers of this name
 * @param indexFormat the format of its index; another release may have another
 * @param files the names of the files that it came from
 * @param source where the data come from, for people
 * @param licence under which they may be used, for people
 * @param attribution whom answers name
 * @param places how many it has, at least 1
 * @param imported when
 */
public record Layer(
    String name,
    long generation,
    int indexFormat,
    List<String> files,
    String source,
    String licence,
    Attribution attribution,
    int places,
    Instant imported) {
  /** What the places that come with the product are called; no imported layer is. */
  public static final String SHIPPED = "shipped";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public Layer {
    files = List.copyOf(files);
    if (!isName(name) || generation < 1 || places < 1) {
      throw new IllegalArgumentException(
          "layer %s, generation %d, %d places (expected: a name, and both more than 0)"
              .formatted(name, generation, places));
    }
  }

  /** Whether a layer can be imported under this name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !text.equals(SHIPPED);
  }

  /** The name of the directory that has its index. */
  public String directoryName() {
    return name + "-" + generation;
  }
}
