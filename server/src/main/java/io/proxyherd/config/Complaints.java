package io.proxyherd.config;

import io.proxyherd.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is wrong with a configuration, gathered so that all of it is said at once. */
final class Complaints {
  /** More would help nobody. */
  private static final int MOST = 50;

  private final List<Complaint> complaints = new ArrayList<>();

  private record Complaint(int line, String key, String text) {}

  /** {@code herd.yaml:9: places.deadline: -2 s (expected: a duration between 10 ms and 60 s)}. */
  void refused(Origin origin, String key, String value, String expectation) {
    String shown = value.isEmpty() ? "nothing" : Printable.text(value);
    add(origin, key, shown + " (expected: " + expectation + ")");
  }

  /** The text's value; a text that is not of this kind is refused. */
  <T> Optional<T> read(Written.Value value, String key, Kind<T> kind) {
    Optional<T> read = kind.read(value.text());
    if (read.isEmpty()) {
      String shown = kind.isPrinted() || value.text().isEmpty() ? value.text() : "refused";
      refused(value.origin(), key, shown, kind.expectation());
    }
    return read;
  }

  void add(Origin origin, String key, String problem) {
    int line = origin instanceof Origin.Line(_, var number) ? number : Integer.MAX_VALUE;
    String text = origin.at(Printable.text(key)) + ": " + problem;
    complaints.add(new Complaint(line, key, Printable.escaped(text)));
  }

  /** Whether something is wrong with this key. */
  boolean areAbout(String key) {
    return complaints.stream().anyMatch(complaint -> complaint.key.equals(key));
  }

  /** Throws what was gathered: in the order of the file, then what the file does not say. */
  void throwIfAny() {
    if (complaints.isEmpty()) {
      return;
    }
    complaints.sort(Comparator.comparingInt(Complaint::line));
    var lines = new ArrayList<String>();
    complaints.stream().limit(MOST).map(Complaint::text).forEach(lines::add);
    if (complaints.size() > MOST) {
      lines.add("and " + (complaints.size() - MOST) + " more");
    }
    throw new ConfigException(lines);
  }
}
