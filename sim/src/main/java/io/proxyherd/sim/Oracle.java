package io.proxyherd.sim;

import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was accepted and acknowledged, and so what each server and the herd must hold.
 *
 * <p>With an acknowledgement a server <em>promises</em> that it will have the report, or a newer
 * one of the client, again after its end, whatever its durability allows: nothing survives without
 * a journal, a wiped or a lying disk; what was not yet synced does not survive a power loss. A
 * server that lives on keeps what it has. The herd <em>owes</em> the newest that was acknowledged,
 * unless at the end of some life nobody else was left who had it or had promised it.
 */
final class Oracle {
  private final Rules rules;
  private final Tally tally;
  private final List<SimServer> servers = new ArrayList<>();
  private final Map<Origin, List<Claim>> accepted = new HashMap<>();
  private final Map<SimServer, Map<String, Claim>> synced = new HashMap<>();
  private final Map<SimServer, Map<String, Claim>> unsynced = new HashMap<>();
  private final Map<String, Claim> owed = new HashMap<>();
  private final Map<String, Claim> newest = new HashMap<>();
  private boolean somebodyDied;

  Oracle(Rules rules, Tally tally) {
    this.rules = rules;
    this.tally = tally;
  }

  /** A server that it will hear of. */
  void expect(SimServer server) {
    servers.add(server);
    synced.put(server, new HashMap<>());
    unsynced.put(server, new HashMap<>());
  }

  /** A server took this for the newest of its client, and counted it. */
  Claim accept(Report report) {
    Claim claim = report.isTombstone() ? Claim.ofTombstone(report) : Claim.of(report.line());
    Stamp stamp = report.stamp();
    List<Claim> before = accepted.computeIfAbsent(stamp.origin(), _ -> new ArrayList<>());
    if (stamp.seq() != before.size() + 1) {
      throw new Broken(
          "%s got number %d of %s (expected: %d)"
              .formatted(claim, stamp.seq(), stamp.origin(), before.size() + 1));
    }
    if (!claim.isOf(report)) {
      throw new Broken(claim + " was kept as heard at " + report.receivedAtNanos());
    }
    before.add(claim);
    newest.merge(claim.client(), claim, Claim::newer);
    return claim;
  }

  /** The report as it was accepted; nobody may hold another one. */
  Claim known(Report report) {
    Claim claim = accepted(report.stamp());
    if (!claim.isOf(report)) {
      throw new Broken(
          "%s, heard at %d (expected: %s)".formatted(report, report.receivedAtNanos(), claim));
    }
    return claim;
  }

  /** What was accepted under that stamp. */
  Claim accepted(Stamp stamp) {
    List<Claim> claims = accepted.getOrDefault(stamp.origin(), List.of());
    if (stamp.seq() < 1 || stamp.seq() > claims.size()) {
      throw new Broken(
          stamp + ", which nobody has given (expected: at most " + claims.size() + ")");
    }
    return claims.get((int) stamp.seq() - 1);
  }

  /** A server acknowledged a report while it held this, that or a newer one. */
  void promise(SimServer server, Claim held) {
    unsynced.getOrDefault(server, Map.of()).merge(held.client(), held, Claim::newer);
    owed.merge(held.client(), held, Claim::newer);
  }

  /**
   * A server begins to sync what it has written.
   *
   * @return to be run once that is on the medium, and perhaps not what was written since
   */
  Runnable syncing(SimServer server) {
    Map<String, Claim> fresh = unsynced.getOrDefault(server, Map.of());
    Map<String, Claim> safe = synced.getOrDefault(server, Map.of());
    Map<String, Claim> begun = Map.copyOf(fresh);
    return () ->
        begun.forEach((client, claim) -> {
          safe.merge(client, claim, Claim::newer);
          fresh.remove(client, claim);
        });
  }

  /** A server's life is over; its disk is still as it was. */
  void died(SimServer server, Death how) {
    somebodyDied = true;
    SimDisk disk = server.disk();
    boolean all =
        rules.durability() == Durability.MEMORY
            || how == Death.WIPE
            || disk.isDamaged()
            || (how == Death.POWER_LOSS && disk.isForgetful());
    if (all) {
      synced.getOrDefault(server, Map.of()).clear();
    }
    if (all || (how == Death.POWER_LOSS && rules.durability() == Durability.ASYNC)) {
      unsynced.getOrDefault(server, Map.of()).clear();
    }
    forgive();
  }

  /** A life began with what its machine had kept. */
  void started(SimServer server, Store store) {
    for (Map<String, Claim> promises :
        List.of(synced.getOrDefault(server, Map.of()), unsynced.getOrDefault(server, Map.of()))) {
      for (Claim promised : promises.values()) {
        requireAtLeast(server.name() + " after its start", store, promised);
      }
    }
    // A recovery must not leave what it has read to the page cache.
    syncing(server).run();
  }

  /** How long reports are of account. */
  Lifetimes lifetimes() {
    return rules.lifetimes();
  }

  /** Checks a server when all is healed and all have told each other everything. */
  void checkEnd(SimServer server, Store store) {
    (somebodyDied ? owed : newest)
        .values()
        .forEach(claim -> requireAtLeast(server.name() + " in the end", store, claim));
  }

  private void requireAtLeast(String whoAndWhen, Store store, Claim least) {
    Optional<Claim> held = store.find(least.clientField()).map(this::known);
    if (held.isEmpty() || least.isNewerThan(held.get())) {
      throw new Broken(
          "%s holds %s (expected: at least %s)"
              .formatted(whoAndWhen, held.map(Claim::toString).orElse("nothing"), least));
    }
    tally.checked();
  }

  /** What nobody has any more is owed no more. */
  private void forgive() {
    var lowered = new HashMap<String, Claim>();
    for (Iterator<Claim> claims = owed.values().iterator(); claims.hasNext(); ) {
      Claim claim = claims.next();
      Optional<Claim> left = left(claim);
      if (left.isEmpty()) {
        claims.remove();
        tally.seen(Sight.ALLOWED_LOSS);
      } else if (claim.isNewerThan(left.get())) {
        lowered.put(claim.client(), left.get());
        tally.seen(Sight.ALLOWED_LOSS);
      }
    }
    owed.putAll(lowered);
  }

  /** The newest of a client's reports that somebody has, or has promised. */
  private Optional<Claim> left(Claim claim) {
    Optional<Claim> left = Optional.empty();
    for (SimServer server : servers) {
      for (Optional<Claim> here :
          List.of(
              Optional.ofNullable(synced.getOrDefault(server, Map.of()).get(claim.client())),
              Optional.ofNullable(unsynced.getOrDefault(server, Map.of()).get(claim.client())),
              server
                  .life()
                  .flatMap(life -> life.node().store().find(claim.clientField()))
                  .map(this::known))) {
        if (here.isPresent() && (left.isEmpty() || here.get().isNewerThan(left.get()))) {
          left = here;
        }
        if (left.isPresent() && !claim.isNewerThan(left.get())) {
          return left;
        }
      }
    }
    return left;
  }
}
