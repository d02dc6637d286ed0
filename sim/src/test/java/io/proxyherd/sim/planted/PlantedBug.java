package io.proxyherd.sim.planted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
   * @param original stands exactly once in the file
   * @param planted stands there instead
   */
  record Change(String file, String original, String planted) {
    String applyTo(String source) {
      int at = source.indexOf(original);
      if (at < 0 || source.indexOf(original, at + 1) >= 0) {
        throw new AssertionError(
            "planted bug in %s: its place is there %s (expected: once; where the code has changed, change the bug with it):%n%s"
                .formatted(file, at < 0 ? "no more" : "more than once", original));
      }
      return source.substring(0, at) + planted + source.substring(at + original.length());
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
