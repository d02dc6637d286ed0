package io.proxyherd.sim;

import io.proxyherd.command.PosixTime;
import io.proxyherd.store.Report;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the herd must hold in the end, worked out from the acknowledgements alone.
 *
 * <p>A server that knows a client's time and place already acknowledges them again and keeps what
 * it has. So of the reports with one time and place only the first is surely kept by somebody; of
 * the others, any may be.
 */
final class Oracle {
  private record Claim(String client, PosixTime time, String location) {}

  private final Set<Report> acknowledged = new HashSet<>();
  private final Set<Claim> claims = new HashSet<>();
  private final Map<String, Report> least = new HashMap<>();

  /** A server said that it has heard this. */
  void acknowledge(Report report) {
    acknowledged.add(report);
    String client = report.client().toString();
    if (claims.add(new Claim(client, report.clientTime(), report.location().toString()))) {
      least.merge(client, report, (one, other) -> one.isNewerThan(other) ? one : other);
    }
  }

  /** The clients that were acknowledged. */
  Set<String> clients() {
    return least.keySet();
  }

  /** What is wrong with the report that a server holds in the end; nothing if it may. */
  Optional<String> objection(Report held) {
    Report bound = least.get(held.client().toString());
    if (!acknowledged.contains(held)) {
      return Optional.of(held + ", which nobody reported");
    }
    if (bound == null || bound.isNewerThan(held)) {
      return Optional.of(held + " (expected: at least " + bound + ")");
    }
    return Optional.empty();
  }
}
