package io.proxyherd.cli;

import io.proxyherd.places.formats.Reason;
import io.proxyherd.text.Printable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rows that were not taken: how many for each reason, with an example. Not thread-safe. */
final class ImportTally {
  private final Map<Reason, Refused> refused = new EnumMap<>(Reason.class);

  private record Refused(long rows, String example) {
    Refused more() {
      return new Refused(rows + 1, example);
    }
  }

  void refused(Reason reason, String where) {
    Refused before = refused.get(reason);
    refused.put(reason, before == null ? new Refused(1, where) : before.more());
  }

  /** {@code 1,234 not taken, since each has no name: node 17}. */
  List<String> lines() {
    return refused.entrySet().stream()
        .map(entry ->
            "  %,d not taken: %s (the first: %s)"
                .formatted(
                    entry.getValue().rows(),
                    entry.getKey().sentence(),
                    Printable.text(entry.getValue().example())))
        .toList();
  }
}
