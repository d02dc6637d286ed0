package io.proxyherd.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a server knows of the herd's links, and the spanning tree that follows. Every server that
 * knows the same computes the same tree (Kruskal over the edges in a fixed order), so they agree on
 * it without a word. Not thread-safe: owned by its node.
 */
final class Topology {
  /** The most tree edges of one server, where the graph allows it: nobody feeds the whole herd. */
  private static final int MOST_TREE_EDGES = 3;

  private record Edge(String one, String other, long order) {}

  private final String self;
  private final Map<String, Neighbours> known = new TreeMap<>();

  Topology(String self) {
    this.self = self;
    known.put(self, new Neighbours(self, 1, Set.of()));
  }

  /** Says that this server is now linked with these. */
  void relink(Set<String> linked) {
    known.put(self, new Neighbours(self, own().version() + 1, linked));
  }

  /** What became of words that were heard. */
  enum Hearing {
    /** They are known: nothing need be done. */
    KNOWN,
    /** They are new: all others must hear them. */
    NEW,
    /** There are greater ones: who said these must hear those. */
    STALE,
    /** They are of an earlier life of this server: all must hear its own, now greater ones. */
    OUTBID
  }

  /** Hears what a server says of its links, from whomever. */
  Hearing hear(Neighbours heard) {
    Neighbours before = known.get(heard.server());
    int order = before == null ? 1 : heard.compareTo(before);
    if (order <= 0) {
      return order == 0 ? Hearing.KNOWN : Hearing.STALE;
    }
    if (heard.server().equals(self)) {
      known.put(self, new Neighbours(self, heard.version() + 1, own().linked()));
      return Hearing.OUTBID;
    }
    known.put(heard.server(), heard);
    return Hearing.NEW;
  }

  /** The servers whose words have come here, in the order of their names. */
  List<String> servers() {
    return List.copyOf(known.keySet());
  }

  Optional<Neighbours> of(String server) {
    return Optional.ofNullable(known.get(server));
  }

  /** The servers to which this one is joined in the tree. */
  Set<String> treeNeighbours() {
    var neighbours = new TreeSet<String>();
    for (Edge edge : tree()) {
      if (edge.one.equals(self)) {
        neighbours.add(edge.other);
      } else if (edge.other.equals(self)) {
        neighbours.add(edge.one);
      }
    }
    return neighbours;
  }

  /** All that is known of the herd's links, and the tree. */
  HerdGraph graph() {
    var linked = new TreeMap<String, Set<String>>();
    known.forEach((server, words) -> linked.put(server, words.linked()));
    return new HerdGraph(linked, pairs(confirmedEdges()), pairs(tree()));
  }

  private static Set<HerdGraph.Pair> pairs(List<Edge> edges) {
    return edges.stream()
        .map(edge -> new HerdGraph.Pair(edge.one, edge.other))
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<Edge> tree() {
    var parts = new Parts();
    var degrees = new HashMap<String, Integer>();
    var tree = new ArrayList<Edge>();
    List<Edge> edges = confirmedEdges();
    // First within the degree, then whatever is still needed to reach everybody.
    for (int most : new int[] {MOST_TREE_EDGES, Integer.MAX_VALUE}) {
      for (Edge edge : edges) {
        if (degrees.getOrDefault(edge.one, 0) < most
            && degrees.getOrDefault(edge.other, 0) < most
            && parts.join(edge.one, edge.other)) {
          degrees.merge(edge.one, 1, Integer::sum);
          degrees.merge(edge.other, 1, Integer::sum);
          tree.add(edge);
        }
      }
    }
    return tree;
  }

  private Neighbours own() {
    return known.getOrDefault(self, new Neighbours(self, 0, Set.of()));
  }

  /** Those that both ends speak of, in an order that is the same everywhere and favours nobody. */
  private List<Edge> confirmedEdges() {
    var edges = new ArrayList<Edge>();
    for (Neighbours one : known.values()) {
      for (String other : one.linked()) {
        Neighbours back = known.get(other);
        if (one.server().compareTo(other) < 0
            && back != null
            && back.linked().contains(one.server())) {
          edges.add(new Edge(one.server(), other, order(one.server(), other)));
        }
      }
    }
    edges.sort(
        Comparator.comparingLong(Edge::order).thenComparing(Edge::one).thenComparing(Edge::other));
    return edges;
  }

  private static long order(String one, String other) {
    // String.hashCode is specified, so it is the same on every JVM.
    long mixed = (one.hashCode() * 31L + other.hashCode()) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  /** Which servers are joined so far (union-find). */
  private static final class Parts {
    private final Map<String, String> parents = new HashMap<>();

    /** Joins the parts of the two; false if they are one already. */
    boolean join(String one, String other) {
      String rootOfOne = root(one);
      String rootOfOther = root(other);
      if (rootOfOne.equals(rootOfOther)) {
        return false;
      }
      parents.put(rootOfOne, rootOfOther);
      return true;
    }

    private String root(String server) {
      String at = server;
      for (String parent = parents.get(at); parent != null; parent = parents.get(at)) {
        at = parent;
      }
      return at;
    }
  }
}
