package io.proxyherd.sim;

import io.proxyherd.link.LinkSettings;
import io.proxyherd.node.NodeSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A simulated machine that runs one server of the herd: its wall clock and disk outlast the {@link
 * Life lives} of the server.
 */
final class SimServer {
  static final Duration TOLERANCE = Duration.ofSeconds(60);
  private static final int LINE_LIMIT = 4096;
  private static final int PENDING_REPLIES = 1000;
  private static final int MOST_CLIENTS = 1_000_000;
  private static final Duration PLACES_DEADLINE = Duration.ofSeconds(2);

  private final String name;
  private final Set<String> neighbours;
  private final World world;
  private final SplittableRandom random;
  private final boolean mirrors;
  private final WallClock clock;
  private final List<Cable> cables = new ArrayList<>();
  private SimDisk disk;
  private Optional<Life> life = Optional.empty();
  private long diskStalledUntilNanos;
  private long reportsSent;

  /** A machine on which nothing runs yet. */
  SimServer(String name, Set<String> neighbours, World world) {
    this.name = name;
    this.neighbours = Set.copyOf(neighbours);
    this.world = world;
    random = world.chance().of("server " + name);
    mirrors = world.shared().isNextMirrored();
    clock = new WallClock(world.timeline());
    disk = new SimDisk(random.split());
  }

  String name() {
    return name;
  }

  WallClock clock() {
    return clock;
  }

  SimDisk disk() {
    return disk;
  }

  /** The life that runs, if one does. */
  Optional<Life> life() {
    return life;
  }

  /** Whether a life runs and does not stand still. */
  boolean isAwake() {
    return life.isPresent() && !life.get().isStanding();
  }

  /** Whether its lives mirror what they know in a shared store. */
  boolean mirrors() {
    return mirrors;
  }

  /** One end of the cable is here. */
  void plugIn(Cable cable) {
    cables.add(cable);
  }

  /** How its links are set: one place, for servers of other versions to differ in. */
  private LinkSettings linkSettings() {
    return LinkSettings.usual(
        "sim", name, neighbours, world.rules().redundancy(), world.rules().lifetimes());
  }

  NodeSettings settings() {
    return new NodeSettings(
        linkSettings(),
        LINE_LIMIT,
        Optional.empty(),
        Optional.empty(),
        PENDING_REPLIES,
        TOLERANCE,
        MOST_CLIENTS,
        PLACES_DEADLINE);
  }

  /** Starts the server, if it does not run. */
  void start() {
    if (life.isPresent()) {
      return;
    }
    disk.startAgain();
    try {
      var started = new Life(this, world, random.split(), disk);
      life = Optional.of(started);
      world.oracle().started(this, started.node().store());
    } catch (IOException e) {
      startAfter(random.nextLong(500_000_000));
      return;
    }
    cables.forEach(cable -> cable.onStart(this));
  }

  /** Starts the server that much later. */
  void startAfter(long nanos) {
    world.timeline().after(nanos, this::start);
  }

  /** Ends the life that runs; another one must be started. */
  void die(Death how) {
    if (life.isEmpty()) {
      return;
    }
    life.get().end(how);
    life = Optional.empty();
    world.oracle().died(this, how);
    if (how == Death.POWER_LOSS) {
      disk.losePower();
    } else if (how == Death.WIPE) {
      disk = new SimDisk(random.split());
    }
    cables.forEach(cable -> cable.onDeath(this, how != Death.POWER_LOSS));
    startAfter(50_000_000 + random.nextLong(1_500_000_000));
  }

  /** The disk does nothing for so long. */
  void stallDisk(long nanos) {
    diskStalledUntilNanos = world.timeline().nowNanos() + nanos;
  }

  /** How long the disk will still do nothing. */
  long diskStalledNanos() {
    return Math.max(0, diskStalledUntilNanos - world.timeline().nowNanos());
  }

  /** All that is wrong with the machine ends; it is up soon. */
  void heal(long clockAheadNanos) {
    clock.set(clockAheadNanos);
    disk.behave();
    diskStalledUntilNanos = 0;
    life.ifPresentOrElse(Life::heal, () -> startAfter(random.nextLong(300_000_000)));
  }

  void countReportSent() {
    reportsSent++;
  }

  /** How many reports it has sent to peers. */
  long reportsSent() {
    return reportsSent;
  }

  void seen(Sight sight) {
    world.tally().seen(sight);
  }
}
