package io.proxyherd.gateway;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.link.HerdGraph;
import io.proxyherd.link.HerdGraph.Pair;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.node.Node;
import io.proxyherd.store.Coverage;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node knows of its herd, read on its thread, to be put together on another.
 *
 * @param digest of its reports
 * @param behind how many reports it lacks
 */
record HerdStateReader(
    String server,
    long digest,
    Coverage coverage,
    long behind,
    ServerState.Store store,
    HerdGraph graph) {
  /** Reads it off, on the node's thread. */
  static HerdStateReader read(Node node, StoreSource store) {
    Neighbourhood neighbourhood = node.neighbourhood();
    return new HerdStateReader(
        neighbourhood.origin().server(),
        node.store().digest(),
        neighbourhood.coverage().copy(),
        neighbourhood.behind(),
        store.read(node),
        neighbourhood.graph());
  }

  /** The whole, with what the configuration says. */
  HerdState state(HerdConfig config) {
    var configured =
        config.servers().stream()
            .collect(Collectors.toMap(ServerConfig::name, Function.identity()));
    var names = new TreeSet<>(configured.keySet());
    names.addAll(graph.linked().keySet());
    var covered = new TreeMap<String, Long>();
    coverage.entries().forEach((origin, seq) -> covered.merge(origin.server(), seq, Long::sum));
    Set<String> reached = reached();
    return new HerdState(
        server,
        config.cluster(),
        HexFormat.of().toHexDigits(digest),
        coverage.total(),
        behind,
        store,
        names.stream()
            .map(name -> {
              var known = Optional.ofNullable(configured.get(name));
              return new HerdState.Member(
                  name,
                  known.map(ServerConfig::clientAddress).map(Address::toString),
                  known.flatMap(ServerConfig::reachableHttp).map(at -> "http://" + at),
                  reached.contains(name),
                  covered.getOrDefault(name, 0L));
            })
            .toList(),
        links(config));
  }

  private List<HerdState.Link> links(HerdConfig config) {
    return Stream.concat(
            config.links().stream().map(link -> Pair.of(link.a(), link.b())), graph.up().stream())
        .distinct()
        .sorted(Comparator.comparing(Pair::one).thenComparing(Pair::other))
        .map(pair ->
            new HerdState.Link(
                pair.one(), pair.other(), graph.up().contains(pair), graph.tree().contains(pair)))
        .toList();
  }

  /** The servers to which links that are up lead from here; this one, too. */
  private Set<String> reached() {
    var reached = new TreeSet<>(Set.of(server));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Pair pair : graph.up()) {
        if (reached.contains(pair.one()) || reached.contains(pair.other())) {
          grown |= reached.add(pair.one());
          grown |= reached.add(pair.other());
        }
      }
    }
    return reached;
  }
}
