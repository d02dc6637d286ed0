package io.proxyherd.moving;

import io.proxyherd.store.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reports by client, the greatest of each: a source and a sink that break off when told. */
final class Reservoir {
  private static final int PAGE = 7;

  private final NavigableMap<String, Report> reports = new TreeMap<>();
  private int callsUntilBreak = Integer.MAX_VALUE;
  private int calls;
  private String refusedClient = "";

  NavigableMap<String, Report> reports() {
    return reports;
  }

  void put(Report report) {
    reports.merge(
        report.client().toString(), report, (one, other) -> one.isNewerThan(other) ? one : other);
  }

  /** So many calls succeed, the next one fails. */
  void breakAfter(int some) {
    calls = 0;
    callsUntilBreak = some;
  }

  void heal() {
    callsUntilBreak = Integer.MAX_VALUE;
  }

  void refuse(String client) {
    refusedClient = client;
  }

  private void call() throws IOException {
    calls++;
    if (calls > callsUntilBreak) {
      throw new IOException("broken off");
    }
  }

  Source source() {
    return new Source() {
      @Override
      public String description() {
        return "a test";
      }

      @Override
      public Page read(Optional<String> cursor) throws IOException {
        call();
        List<Report> page =
            reports.tailMap(cursor.orElse(""), false).values().stream().limit(PAGE).toList();
        boolean more = page.size() == PAGE;
        return new Page(
            page,
            more ? Optional.of(page.getLast().client().toString()) : Optional.empty(),
            Optional.empty());
      }

      @Override
      public void close() {}
    };
  }

  Sink sink() {
    return new Sink() {
      @Override
      public String description() {
        return "a test";
      }

      @Override
      public List<Refusal> take(List<Report> some) throws IOException {
        call();
        var refusals = new ArrayList<Refusal>();
        for (int i = 0; i < some.size(); i++) {
          if (some.get(i).client().toString().equals(refusedClient)) {
            refusals.add(new Refusal(i, "not this one"));
          } else {
            put(some.get(i));
          }
        }
        return refusals;
      }

      @Override
      public void close() {}
    };
  }
}
