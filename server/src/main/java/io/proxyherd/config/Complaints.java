package io.proxyherd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a configuration, gathered so that all of it is said at once. */
final class Complaints {
  /** More would help nobody. */
  private static final int MOST = 50;

  private final List<String> lines = new ArrayList<>();

  /** {@code herd.yaml:9: places.deadline: -2 s (expected: a duration between 10 ms and 60 s)}. */
  void refused(Origin origin, String key, String value, String expectation) {
    String shown = value.isEmpty() ? "nothing" : Printable.text(value);
    add(origin, key, shown + " (expected: " + expectation + ")");
  }

  /** The text's value; a text that is not of this kind is refused. */
  <T> Optional<T> read(Written.Value value, String key, Kind<T> kind) {
    Optional<T> read = kind.read(value.text());
    if (read.isEmpty()) {
      refused(value.origin(), key, value.text(), kind.expectation());
    }
    return read;
  }

  void add(Origin origin, String key, String problem) {
    lines.add(origin.at(Printable.text(key)) + ": " + problem);
  }

  void throwIfAny() {
    if (lines.size() > MOST) {
      var first = new ArrayList<>(lines.subList(0, MOST));
      first.add("and " + (lines.size() - MOST) + " more");
      throw new ConfigException(first);
    }
    if (!lines.isEmpty()) {
      throw new ConfigException(lines);
    }
  }
}
