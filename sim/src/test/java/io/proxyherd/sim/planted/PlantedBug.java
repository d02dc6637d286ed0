package io.proxyherd.sim.planted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mistake that somebody might make: what it is, and how the sources would read with it.
 *
 * @param what a sentence
 * @param changes in the order in which they are made
 */
record PlantedBug(String what, List<Change> changes) {
  /**
   * One place in a source file.
   *
   * @param file below {@code io/proxyherd} of core's sources
   * @param original stands exactly once in the file, white space aside
   * @param planted stands there instead
   */
  record Change(String file, String original, String planted) {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    String applyTo(String source) {
      Matcher place = pattern(original).matcher(source);
      int from = place.find() ? place.start() : -1;
      int to = from < 0 ? -1 : place.end();
      if (from < 0 || place.find()) {
        throw new AssertionError(
            """
            planted bug: place in %s: %s (expected: exactly one; change the bug as the code has \
            changed):
            %s\
            """
                .formatted(file, from < 0 ? "none" : "several", original));
      }
      return source.substring(0, from) + planted + source.substring(to);
    }

    /** Wherever lines are broken and however they are indented. */
    private static Pattern pattern(String code) {
      return Pattern.compile(
          WHITE_SPACE
              .splitAsStream(code.strip())
              .map(Pattern::quote)
              .collect(Collectors.joining("\\s+")));
    }
  }

  /** Nothing is wrong yet. */
  static PlantedBug named(String what) {
    return new PlantedBug(what, List.of());
  }

  /** The bug has this part, too. */
  PlantedBug change(String file, String original, String planted) {
    var more = new ArrayList<>(changes);
    more.add(new Change(file, original, planted));
    return new PlantedBug(what, List.copyOf(more));
  }

  /**
   * The changed files' contents.
   *
   * @param source of a file, unchanged
   */
  Map<String, String> sources(UnaryOperator<String> source) {
    var changed = new LinkedHashMap<String, String>();
    for (Change change : changes) {
      String before = changed.computeIfAbsent(change.file, source);
      changed.put(change.file, change.applyTo(before));
    }
    return changed;
  }

  @Override
  public String toString() {
    return what;
  }
}
