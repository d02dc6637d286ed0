package io.proxyherd.system;

import io.proxyherd.system.FaultProxy.Direction;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What goes wrong in a {@link ProcessHerd}, by chance. */
final class Chaos {
  /** What can go wrong. */
  enum Fault {
    KILL,
    CUT,
    TAKE_DOWN,
    STALL,
    THROTTLE,
    CORRUPT
  }

  private static final List<Fault> OF_LINKS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.KILL)));
  private static final int LEAST_RUNNING = 2;
  private static final int SLOWEST_BYTES_PER_SECOND = 500;

  private final ProcessHerd herd;
  private final Random random;
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

  Chaos(ProcessHerd herd, Random random) {
    this.herd = herd;
    this.random = random;
  }

  /** How often what went wrong. */
  Map<Fault, Integer> faults() {
    return faults;
  }

  int kills() {
    return faults.getOrDefault(Fault.KILL, 0);
  }

  /** One thing goes wrong, and perhaps others go right again. */
  void step() throws IOException {
    herd.isRunning();
    for (String server : herd.names()) {
      if (!herd.running().contains(server) && random.nextInt(3) == 0) {
        herd.start(server);
      }
    }
    if (random.nextInt(3) == 0) {
      any(herd.proxies()).heal();
    }
    if (random.nextInt(3) > 0) {
      harm(any(herd.proxies()));
    } else if (herd.running().size() > LEAST_RUNNING) {
      herd.kill(any(herd.running()));
      count(Fault.KILL);
    }
  }

  private void harm(FaultProxy link) {
    Fault fault = any(OF_LINKS);
    Direction direction = any(List.of(Direction.values()));
    switch (fault) {
      case KILL -> throw new IllegalArgumentException("a link is not killed");
      case CUT -> link.cut();
      case TAKE_DOWN -> link.takeDown();
      case STALL -> link.stall(direction);
      case THROTTLE -> link.throttle(direction, SLOWEST_BYTES_PER_SECOND << random.nextInt(8));
      case CORRUPT -> link.corrupt(direction, random.nextInt(10_000));
    }
    count(fault);
  }

  private void count(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
