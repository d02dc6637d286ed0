package io.proxyherd.sim;

import io.proxyherd.link.Redundancy;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** What a herd must be like once its faults have ended. */
final class Peace {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;
  private static final long STEP_NANOS = 50 * MILLI;

  /**
   * From the healing on, and so with up to 0.3 s until a server is up, 1.1 s until its links are
   * dialled and 2.5 s until one is given up on which nothing comes.
   */
  private static final long CONVERGED_AFTER_NANOS = 5 * SECOND;

  /** What is wanted for a while only, at most 10 s, is not any more. */
  private static final long SETTLED_AFTER_NANOS = 25 * SECOND;

  private static final long QUIET_NANOS = 3 * SECOND;

  /** PING and PONG, both ways, each 0.5 s, and some on the way. */
  private static final int MOST_FRAMES_OF_A_QUIET_LINK = 2 * 2 * (6 + 1);

  private static final int UPDATES = 3;
  private static final long UPDATE_NANOS = 3 * SECOND;

  /** How far around an expiry clients talk. */
  private static final long EXPIRY_NANOS = 4 * SECOND;

  /** Clocks differ by 2 s, are compared every 5 s, and what has expired is looked for every 2 s. */
  private static final long LATE_NANOS = 15 * SECOND;

  private static final long MIRRORED_AFTER_NANOS = 10 * SECOND;
  private static final long DETOUR_NANOS = 6 * SECOND;

  private final World world;
  private final Herd herd;
  private final Clients clients;
  private final SplittableRandom random;

  Peace(World world, Herd herd, Clients clients) {
    this.world = world;
    this.herd = herd;
    this.clients = clients;
    random = world.chance().of("peace");
  }

  /**
   * Ends all that is wrong, and waits until all servers agree.
   *
   * @return how long that took, nanoseconds
   */
  long converge() {
    long startNanos = world.timeline().nowNanos();
    herd.heal(random);
    if (!runUntil(CONVERGED_AFTER_NANOS, () -> difference().isEmpty())) {
      throw new Broken("no agreement within 5 s: " + difference().orElse(""));
    }
    return world.timeline().nowNanos() - startNanos;
  }

  /** Waits until nobody is fed by more than he needs, and hardly anything is sent. */
  void settle() {
    long untilNanos = world.timeline().nowNanos() + SETTLED_AFTER_NANOS;
    do {
      long leftNanos = untilNanos - world.timeline().nowNanos();
      if (!runUntil(leftNanos, this::isSettled)) {
        throw new Broken("%d feeds (expected: %d)".formatted(herd.feeds(), neededFeeds()));
      }
      // What has just come to rest may still stir.
    } while (runUntil(SECOND, () -> !isSettled()) || !isQuiet());
  }

  private boolean isSettled() {
    return herd.feeds() == neededFeeds();
  }

  /** Whether nothing changes for a while; then hardly anything may be sent. */
  private boolean isQuiet() {
    long frames = herd.framesSent();
    if (runUntil(QUIET_NANOS, () -> !isSettled())) {
      return false;
    }
    long sent = herd.framesSent() - frames;
    long most = (long) MOST_FRAMES_OF_A_QUIET_LINK * herd.cables().size();
    if (sent > most) {
      throw new Broken(
          "%d frames while nothing happens (expected: at most %d)".formatted(sent, most));
    }
    return true;
  }

  /** An update reaches everybody, and costs one message for each. */
  void checkUpdates() {
    for (int update = 0; update < UPDATES; update++) {
      long sent = herd.reportsSent();
      if (!report("u" + update)) {
        return;
      }
      if (!runUntil(UPDATE_NANOS, () -> difference().isEmpty())) {
        throw new Broken("an update did not come: " + difference().orElse(""));
      }
      run(SECOND / 2);
      long messages = herd.reportsSent() - sent;
      if (messages < others() || (isTree() && messages > others())) {
        throw new Broken("an update took %d messages (expected: %d)".formatted(messages, others()));
      }
    }
  }

  /** A link that limps, and is not given up, does not keep an update from anybody. */
  void checkDetour() {
    List<Cable> candidates =
        herd.cables().stream()
            .filter(cable -> cable.wire().map(Wire::feeds).orElse(0) > 0)
            .filter(herd::isConnectedWithout)
            .toList();
    if (candidates.isEmpty()) {
      return;
    }
    Cable limping = candidates.get(random.nextInt(candidates.size()));
    limping.become(Quality.LIMP);
    run(SECOND);
    boolean _ = report("detour");
    if (!runUntil(DETOUR_NANOS, () -> difference().isEmpty())) {
      throw new Broken(
          "no way round the limping link of %s and %s: %s"
              .formatted(limping.from().name(), limping.to().name(), difference().orElse("")));
    }
    limping.heal();
    run(SECOND);
  }

  /** All servers hold what they must. */
  void checkEnd() {
    agree("in the end");
    checkMirror();
    for (SimServer server : herd.servers()) {
      world.oracle().checkEnd(server, store(server));
    }
  }

  private void checkMirror() {
    if (herd.servers().stream().noneMatch(SimServer::mirrors)) {
      return;
    }
    if (!runUntil(
        MIRRORED_AFTER_NANOS,
        () -> herd.servers().stream().allMatch(server -> life(server).isMirrored()))) {
      throw new Broken("a mirror owes something still");
    }
    world.shared().requireAll(store(any()));
    world.tally().seen(Sight.MIRRORED);
  }

  /**
   * Reports are gone when they have expired, on all servers; and what is reported about that moment
   * fares the same everywhere, though clocks differ.
   */
  void checkExpiry() {
    long lifetime = world.rules().lifetimes().report().toNanos();
    // From what was received last on, all will have expired soon.
    setClocks(lifetime - EXPIRY_NANOS);
    long untilNanos = world.timeline().nowNanos() + 2 * EXPIRY_NANOS;
    while (world.timeline().nowNanos() < untilNanos) {
      run(random.nextLong(SECOND / 2));
      clients.reportLate(any(), random);
    }
    if (!runUntil(LATE_NANOS, () -> difference().isEmpty())) {
      throw new Broken("about an expiry: " + difference().orElse(""));
    }
    setClocks(3 * lifetime);
    if (!runUntil(LATE_NANOS, () -> herd.servers().stream().allMatch(s -> store(s).size() == 0))) {
      throw new Broken("what has expired is still there: " + difference().orElse("everywhere"));
    }
    world.tally().seen(Sight.EXPIRED);
  }

  private void setClocks(long aheadNanos) {
    herd.servers().forEach(server -> server.clock().set(aheadNanos + Herd.clockError(random)));
  }

  private SimServer any() {
    return herd.servers().get(random.nextInt(herd.servers().size()));
  }

  /** Whether a server could take a report: the disks of all may be thought full for a while. */
  private boolean report(String client) {
    List<SimServer> writable =
        herd.servers().stream().filter(server -> !life(server).node().isReadOnly()).toList();
    if (writable.isEmpty()) {
      return false;
    }
    clients.report(writable.get(random.nextInt(writable.size())), client);
    return true;
  }

  private void agree(String when) {
    difference()
        .ifPresent(what -> {
          throw new Broken(when + ": " + what);
        });
  }

  /** In what not all servers are equal. */
  private Optional<String> difference() {
    if (herd.servers().stream().anyMatch(server -> server.life().isEmpty())) {
      return Optional.of("a server is down");
    }
    SimServer first = herd.servers().getFirst();
    return herd.servers().stream()
        .map(server -> difference(first, server))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> difference(SimServer first, SimServer server) {
    Coverage expected = life(first).node().neighbourhood().coverage();
    Coverage covered = life(server).node().neighbourhood().coverage();
    if (!covered.equals(expected)) {
      return Optional.of(
          "%s has %s, %s %s".formatted(server.name(), covered, first.name(), expected));
    }
    Store store = store(server);
    if (store.size() != store(first).size()) {
      return Optional.of(
          "%s knows %d clients, %s %d"
              .formatted(server.name(), store.size(), first.name(), store(first).size()));
    }
    if (store.digest() == store(first).digest()) {
      return Optional.empty();
    }
    for (int slot = 0; slot < store.slots(); slot++) {
      if (!store.isTaken(slot)) {
        continue;
      }
      Report held = store.at(slot);
      Optional<Report> other = store(first).find(held.client());
      if (!other.equals(Optional.of(held))) {
        return Optional.of(
            "%s holds %s, %s %s".formatted(server.name(), held, first.name(), other));
      }
    }
    return Optional.empty();
  }

  private static Life life(SimServer server) {
    return server.life().orElseThrow(() -> new Broken(server.name() + " is down"));
  }

  private static Store store(SimServer server) {
    return life(server).node().store();
  }

  private boolean isTree() {
    return world.rules().redundancy() == Redundancy.TREE;
  }

  private int others() {
    return herd.servers().size() - 1;
  }

  private int neededFeeds() {
    return isTree() ? 2 * others() : 2 * herd.cables().size();
  }

  private void run(long nanos) {
    world.timeline().runUntil(world.timeline().nowNanos() + nanos);
  }

  private boolean runUntil(long mostNanos, BooleanSupplier done) {
    for (long nanos = 0; !done.getAsBoolean(); nanos += STEP_NANOS) {
      if (nanos >= mostNanos) {
        return false;
      }
      run(STEP_NANOS);
    }
    return true;
  }
}
