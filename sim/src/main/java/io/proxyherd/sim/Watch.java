package io.proxyherd.sim;

import io.proxyherd.near.ClientQuery;
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
 * goes back, whatever it claims to have it has, and its index of who is near is as its store.
 */
final class Watch {
  /** So many clients are looked at after every event, more only now and then. */
  private static final int FEW = 32;

  /** After so many events the index is looked at. */
  private static final int RARELY = 50;

  private static final ClientQuery ANYBODY = new ClientQuery.Near(0, 0, 1, 1, Optional.empty());

  private final Life life;
  private final Store store;
  private final Coverage coverage;
  private final Oracle oracle;
  private final Tally tally;
  // What was seen in each slot, and what is known of it.
  private @Nullable Report[] seen = new Report[FEW];
  private @Nullable Claim[] claims = new Claim[FEW];
  private final Coverage verified = new Coverage();
  private int eventsSinceLook;
  private int eventsSinceNear;

  Watch(Life life, Oracle oracle, Tally tally) {
    this.life = life;
    store = life.node().store();
    coverage = life.node().neighbourhood().coverage();
    this.oracle = oracle;
    this.tally = tally;
  }

  /** Something happened to the server. */
  void look() {
    if (store.slots() <= FEW || ++eventsSinceLook > store.slots() / FEW) {
      eventsSinceLook = 0;
      lookAtReports();
    }
    if (++eventsSinceNear > RARELY) {
      eventsSinceNear = 0;
      lookAtIndex();
    }
  }

  /**
   * It has what its disk kept: checks everything. From here on somebody wants to know who is near.
   */
  void begin() {
    life.node().near(ANYBODY, _ -> {});
    lookAtReports();
    lookAtIndex();
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

  private void lookAtIndex() {
    life.node()
        .nearbyClients()
        .difference()
        .ifPresent(what -> {
          throw new Broken("%s, who is near: %s".formatted(life.machine().name(), what));
        });
    tally.checked();
  }

  private void requireHeld(Stamp stamp) {
    Claim claimed = oracle.accepted(stamp);
    Optional<Claim> held = store.find(claimed.clientField()).map(oracle::known);
    boolean right =
        held.isPresent()
            ? (!claimed.isNewerThan(held.get()) || held.get().replaces(claimed, oracle.lifetimes()))
            : isExpired(claimed);
    if (!right) {
      throw new Broken(
          "%s claims to have %s of %s, %s, and holds %s"
              .formatted(
                  life.machine().name(),
                  stamp.seq(),
                  stamp.origin(),
                  claimed,
                  held.map(Claim::toString).orElse("nothing")));
    }
    tally.checked();
  }

  @SuppressWarnings("ReferenceEquality") // the same object was looked at before
  private void lookAtReports() {
    int size = store.slots();
    if (size > seen.length) {
      seen = Arrays.copyOf(seen, 2 * size);
      claims = Arrays.copyOf(claims, 2 * size);
    }
    for (int slot = 0; slot < size; slot++) {
      Report report = store.isTaken(slot) ? store.at(slot) : null;
      if (report != seen[slot]) {
        look(slot, report);
      }
    }
  }

  private void look(int slot, @Nullable Report report) {
    Claim before = claims[slot];
    Claim claim = report == null ? null : oracle.known(report);
    if (before != null && !mayFollow(before, claim)) {
      throw new Broken("%s went from %s to %s".formatted(life.machine().name(), before, claim));
    }
    seen[slot] = report;
    claims[slot] = claim;
    tally.checked();
  }

  /** In the same slot: a client's next report, or another client once that has expired. */
  private boolean mayFollow(Claim before, @Nullable Claim claim) {
    return (claim != null && claim.client().equals(before.client()))
        ? claim.replaces(before, oracle.lifetimes())
        : isExpired(before);
  }

  private boolean isExpired(Claim claim) {
    return claim.expiresNanos(oracle.lifetimes()) <= life.wallNanos();
  }
}
