package io.proxyherd.replay;

import java.util.List;
import java.util.Locale;

/**
 * What the servers of a herd know of the clients of a replay.
 *
 * @param clients how many clients were asked for
 * @param servers how many servers were asked
 * @param wrong how many clients at least one server doesn't know the newest row of
 * @param differences one sentence for each of the first of them
 */
public record Verification(int clients, int servers, int wrong, List<String> differences) {
  /** Whether every server knows the newest row of every client, in identical words. */
  public boolean isComplete() {
    return wrong == 0;
  }

  /** The outcome in words. */
  public String text() {
    String asked = String.format(Locale.ROOT, "%,d clients × %d servers", clients, servers);
    return isComplete()
        ? "verified: " + asked + ": all newest"
        : "not verified: "
            + asked
            + String.format(Locale.ROOT, ": %,d clients differ\n  ", wrong)
            + String.join("\n  ", differences);
  }
}
