package io.proxyherd.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Injects faults into a herd, each kind at moments of its own, until the chaos is over. */
final class Chaos {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;
  private static final long LONGEST_FAULT_NANOS = 4 * SECOND;
  private static final int SMALLEST_FLOOD = 70;

  private final World world;
  private final Herd herd;
  private final Clients clients;
  private final BooleanSupplier going;

  Chaos(World world, Herd herd, Clients clients, BooleanSupplier going) {
    this.world = world;
    this.herd = herd;
    this.clients = clients;
    this.going = going;
  }

  /** From now on this happens, now and then. */
  void begin(Fault fault) {
    SplittableRandom random = world.chance().of("fault " + fault.name());
    long pauseNanos = SECOND / 2 + random.nextLong(6 * SECOND);
    if (fault == Fault.ID_FLOOD) {
      pauseNanos += 6 * SECOND;
    }
    next(fault, pauseNanos, random);
  }

  private void next(Fault fault, long pauseNanos, SplittableRandom random) {
    world
        .timeline()
        .after(
            random.nextLong(2 * pauseNanos),
            () -> {
              if (going.getAsBoolean()) {
                if (inject(fault, random)) {
                  world.tally().injected(fault);
                }
                next(fault, pauseNanos, random);
              }
            });
  }

  /** Whether it could happen. */
  private boolean inject(Fault fault, SplittableRandom random) {
    return switch (fault) {
      case CUT,
          LINK_DOWN,
          STALL,
          SILENCE,
          SLOW_LINK,
          TINY_WINDOW,
          WIRE_LOSS,
          WIRE_BIT_FLIP,
          WIRE_GARBAGE ->
          onCable(fault, random);
      case PARTITION -> split(random);
      case SWIZZLE -> swizzle(random);
      case STRANGER -> connectAsStranger(random);
      case RESTART -> die(Death.STOP, random);
      case KILL -> die(Death.KILL, random);
      case POWER_LOSS -> die(Death.POWER_LOSS, random);
      case WIPE -> die(Death.WIPE, random);
      case PAUSE -> pause(random);
      case LOST_WRITE -> onDisk(random, SimDisk::loseNextWrite);
      case MISDIRECTED_WRITE -> onDisk(random, SimDisk::misdirectNextWrite);
      case DISK_BIT_FLIP -> onDisk(random, SimDisk::flipBit);
      case DISK_FULL -> fillDisk(random);
      case SYNC_ERROR -> onDisk(random, SimDisk::failNextSync);
      case DISK_STALL -> onServer(random, server -> server.stallDisk(longish(random)));
      case CLOCK_STEP -> onServer(random, server -> server.clock().set(step(random)));
      case CLOCK_DRIFT ->
          onServer(random, server -> server.clock().run(0.8 + random.nextInt(400) / 1000.0));
      case CLOCK_FREEZE -> onServer(random, server -> server.clock().run(0));
      case ID_FLOOD -> flood(random);
      // Those are the clients' own.
      case EQUAL_TIMES, FUTURE_TIMES, BAD_LINES -> false;
    };
  }

  private boolean onCable(Fault fault, SplittableRandom random) {
    List<Cable> cables = herd.cables();
    if (cables.isEmpty()) {
      return false;
    }
    Cable cable = cables.get(random.nextInt(cables.size()));
    boolean atDiallingEnd = random.nextBoolean();
    switch (fault) {
      case LINK_DOWN -> {
        cable.takeDown();
        later(random, cable::putUp);
      }
      case SLOW_LINK -> {
        cable.become(cable.quality().slowed(random));
        later(random, () -> cable.become(cable.usualQuality()));
      }
      case TINY_WINDOW -> {
        cable.become(cable.quality().narrowed(random));
        later(random, () -> cable.become(cable.usualQuality()));
      }
      default -> {
        if (cable.wire().isEmpty()) {
          return false;
        }
        Wire wire = cable.wire().get();
        switch (fault) {
          case STALL -> wire.stall(atDiallingEnd, true);
          case SILENCE -> wire.fallSilent();
          case WIRE_LOSS -> wire.loseFrame(atDiallingEnd);
          case WIRE_BIT_FLIP -> wire.flipBit(atDiallingEnd);
          case WIRE_GARBAGE -> wire.addGarbage(atDiallingEnd);
          default -> wire.cut();
        }
      }
    }
    return true;
  }

  private boolean split(SplittableRandom random) {
    var oneSide = herd.servers().stream().filter(_ -> random.nextBoolean()).toList();
    List<Cable> between =
        herd.cables().stream()
            .filter(cable -> oneSide.contains(cable.from()) != oneSide.contains(cable.to()))
            .toList();
    between.forEach(Cable::takeDown);
    later(random, () -> between.forEach(Cable::putUp));
    return !between.isEmpty();
  }

  private boolean swizzle(SplittableRandom random) {
    List<Cable> going = shuffled(herd.cables(), random);
    List<Cable> coming = shuffled(going, random);
    long nanos = 0;
    for (Cable cable : going) {
      nanos += random.nextLong(300 * MILLI);
      world.timeline().after(nanos, () -> takeDown(cable));
    }
    for (Cable cable : coming) {
      nanos += random.nextLong(300 * MILLI);
      world.timeline().after(nanos, cable::putUp);
    }
    return !going.isEmpty();
  }

  private void takeDown(Cable cable) {
    if (going.getAsBoolean()) {
      cable.takeDown();
    }
  }

  private static List<Cable> shuffled(List<Cable> cables, SplittableRandom random) {
    var shuffled = new ArrayList<>(cables);
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    return shuffled;
  }

  private boolean connectAsStranger(SplittableRandom random) {
    byte[] rubbish = new byte[1 + random.nextInt(200)];
    random.nextBytes(rubbish);
    return onLife(random, life -> life.run(() -> new Stranger(life).say(rubbish)));
  }

  private boolean die(Death how, SplittableRandom random) {
    return onLife(
        random,
        life -> {
          if (how != Death.STOP && random.nextInt(3) == 0) {
            life.dieAtWork(how);
          } else {
            life.machine().die(how);
          }
        });
  }

  private boolean pause(SplittableRandom random) {
    return onLife(
        random,
        life -> {
          life.pause();
          later(random, life::goOn);
        });
  }

  private boolean fillDisk(SplittableRandom random) {
    return onDisk(
        random,
        disk -> {
          disk.fill(true);
          later(random, () -> disk.fill(false));
        });
  }

  private boolean flood(SplittableRandom random) {
    int count = SMALLEST_FLOOD << random.nextInt(6);
    return onLife(random, life -> clients.flood(life.machine(), count, random));
  }

  private boolean onServer(SplittableRandom random, Consumer<SimServer> fault) {
    fault.accept(any(random));
    return true;
  }

  private boolean onLife(SplittableRandom random, Consumer<Life> fault) {
    Optional<Life> life = any(random).life();
    life.ifPresent(fault);
    return life.isPresent();
  }

  private boolean onDisk(SplittableRandom random, Consumer<SimDisk> fault) {
    boolean used = world.rules().durability() != Durability.MEMORY;
    // What becomes of a disk at which nobody works is known when he starts again: too late.
    return used && onLife(random, life -> fault.accept(life.machine().disk()));
  }

  private SimServer any(SplittableRandom random) {
    return herd.servers().get(random.nextInt(herd.servers().size()));
  }

  /** Ends a fault, unless all has been healed before. */
  private void later(SplittableRandom random, Runnable end) {
    world
        .timeline()
        .after(
            longish(random),
            () -> {
              if (going.getAsBoolean()) {
                end.run();
              }
            });
  }

  private static long longish(SplittableRandom random) {
    return 10 * MILLI + random.nextLong(LONGEST_FAULT_NANOS);
  }

  /** Mostly small; sometimes so large that no other server links with this one. */
  private static long step(SplittableRandom random) {
    long most = random.nextInt(4) == 0 ? 30 * SECOND : 3 * SECOND;
    return random.nextLong(-most, most);
  }
}
