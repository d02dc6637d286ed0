package io.proxyherd.sim;

import io.proxyherd.node.Node;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one life of a server as it goes: what it holds was reported as it is, no client's report
 * goes back, and whatever it claims to have it has.
 */
final class Watch {
  /** So many clients are looked at after every event, more only now and then. */
  private static final int FEW = 32;

  private final String name;
  private final Store store;
  private final Coverage coverage;
  private final Oracle oracle;
  private final Tally tally;
  // What was seen in each slot, and what is known of it.
  private @Nullable Report[] seen = new Report[FEW];
  private @Nullable Claim[] claims = new Claim[FEW];
  private final Coverage verified = new Coverage();
  private int eventsSinceLook;

  Watch(String name, Node node, Oracle oracle, Tally tally) {
    this.name = name;
    store = node.store();
    coverage = node.neighbourhood().coverage();
    this.oracle = oracle;
    this.tally = tally;
  }

  /** Something happened to the server. */
  void look() {
    if (store.size() <= FEW || ++eventsSinceLook > store.size() / FEW) {
      eventsSinceLook = 0;
      lookAtReports();
    }
  }

  /** Checks everything. */
  void lookAtAll() {
    lookAtReports();
    lookAtClaims();
  }

  /** Checks what the server claims to have beyond what it has claimed before. */
  void lookAtClaims() {
    Coverage more = coverage.beyond(verified);
    if (more.isEmpty()) {
      return;
    }
    for (Map.Entry<Origin, Long> entry : more.entries().entrySet()) {
      long from = verified.upTo(entry.getKey()) + 1;
      for (long seq = from; seq <= entry.getValue(); seq++) {
        requireHeld(new Stamp(entry.getKey(), seq));
      }
    }
    verified.raise(more);
  }

  private void requireHeld(Stamp stamp) {
    Claim claimed = oracle.accepted(stamp);
    Optional<Claim> held = store.find(claimed.clientField()).map(oracle::known);
    if (held.isEmpty() || claimed.isNewerThan(held.get())) {
      throw new Broken(
          "%s claims to have %s of %s, %s, and holds %s"
              .formatted(
                  name,
                  stamp.seq(),
                  stamp.origin(),
                  claimed,
                  held.map(Claim::toString).orElse("nothing")));
    }
    tally.checked();
  }

  private void lookAtReports() {
    int size = store.size();
    if (size > seen.length) {
      seen = Arrays.copyOf(seen, 2 * size);
      claims = Arrays.copyOf(claims, 2 * size);
    }
    for (int slot = 0; slot < size; slot++) {
      Report report = store.at(slot);
      if (report != seen[slot]) {
        look(slot, report);
      }
    }
  }

  private void look(int slot, Report report) {
    Claim claim = oracle.known(report);
    Claim before = claims[slot];
    if (before != null && !claim.isNewerThan(before)) {
      throw new Broken("%s went from %s back to %s".formatted(name, before, claim));
    }
    seen[slot] = report;
    claims[slot] = claim;
    tally.checked();
  }
}
