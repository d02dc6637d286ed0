package io.proxyherd.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The machines of a simulated herd and the cables between them. */
final class Herd {
  private final World world;
  private final List<SimServer> servers = new ArrayList<>();
  private final List<Cable> cables = new ArrayList<>();

  /**
   * Builds a herd and starts it.
   *
   * @param names of its servers
   * @param edges pairs of indexes of them
   * @param quality of each cable
   */
  Herd(World world, List<String> names, Set<Set<Integer>> edges, Supplier<Quality> quality) {
    this.world = world;
    for (int server = 0; server < names.size(); server++) {
      var neighbours = new HashSet<String>();
      for (Set<Integer> edge : edges) {
        if (edge.contains(server)) {
          edge.forEach(end -> neighbours.add(names.get(end)));
        }
      }
      neighbours.remove(names.get(server));
      servers.add(new SimServer(names.get(server), neighbours, world));
    }
    servers.forEach(world.oracle()::expect);
    for (Set<Integer> edge : edges) {
      List<Integer> ends = edge.stream().sorted().toList();
      int number = cables.size();
      cables.add(
          new Cable(
              servers.get(ends.getFirst()),
              servers.get(ends.getLast()),
              world.timeline(),
              world.chance().of("cable", number),
              quality.get()));
    }
    servers.forEach(SimServer::start);
  }

  /** A random tree over so many servers and a few more edges. */
  static Set<Set<Integer>> connectedGraph(int size, SplittableRandom random) {
    var edges = new LinkedHashSet<Set<Integer>>();
    for (int server = 1; server < size; server++) {
      edges.add(Set.of(server, random.nextInt(server)));
    }
    for (int more = random.nextInt(size); more > 0; more--) {
      int one = random.nextInt(size);
      int other = random.nextInt(size);
      if (one != other) {
        edges.add(Set.of(one, other));
      }
    }
    return edges;
  }

  List<SimServer> servers() {
    return servers;
  }

  List<Cable> cables() {
    return cables;
  }

  /** All that is wrong ends. */
  void heal(SplittableRandom random) {
    servers.forEach(server -> server.heal(clockError(random)));
    cables.forEach(Cable::heal);
    world.shared().heal();
  }

  /** How far a healthy clock may be ahead, nanoseconds. */
  static long clockError(SplittableRandom random) {
    return random.nextLong(-1_000_000_000, 1_000_000_000);
  }

  /** How many reports all have sent to peers. */
  long reportsSent() {
    return servers.stream().mapToLong(SimServer::reportsSent).sum();
  }

  /** Over how many links, each way counted, somebody feeds somebody. */
  int feeds() {
    return cables.stream().mapToInt(cable -> cable.wire().map(Wire::feeds).orElse(0)).sum();
  }

  /** How many frames went over the wires that there are. */
  long framesSent() {
    return cables.stream().mapToLong(cable -> cable.wire().map(Wire::framesSent).orElse(0L)).sum();
  }

  /** Whether everybody could still reach everybody without that cable. */
  boolean isConnectedWithout(Cable missing) {
    var reached = new HashSet<SimServer>();
    var next = new ArrayList<>(List.of(servers.getFirst()));
    while (!next.isEmpty()) {
      SimServer server = next.removeLast();
      if (reached.add(server)) {
        for (Cable cable : cables) {
          if (cable != missing && cable.from() == server) {
            next.add(cable.to());
          } else if (cable != missing && cable.to() == server) {
            next.add(cable.from());
          }
        }
      }
    }
    return reached.size() == servers.size();
  }

  World world() {
    return world;
  }
}
