package io.proxyherd.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that servers and links make one herd: ports that do not clash, links that reach everyone.
 */
final class HerdShape {
  /** As many as fit the eye; the rest is counted. */
  private static final int MOST_NAMES = 20;

  private final List<Written.Server> servers;
  private final Set<String> names;
  private final Optional<Written.Links> links;
  private final List<Written.Server> legacy;
  private final Complaints complaints;

  /** By host and port: the setting that says it first. */
  private final Map<String, String> owners = new HashMap<>();

  HerdShape(Written written, Complaints complaints) {
    this.servers = written.servers().orElse(List.of());
    this.names = new LinkedHashSet<>(servers.stream().map(Written.Server::name).toList());
    this.links = written.links();
    this.legacy = written.legacy();
    this.complaints = complaints;
  }

  List<ServerConfig> servers() {
    var settings = new ServerSettings(complaints);
    var configs = servers.stream().map(settings::server).toList();
    refuseSharedPorts(configs);
    return configs;
  }

  List<LegacyConfig> legacy() {
    var settings = new LegacyPeers(names, complaints);
    var configs = legacy.stream().map(settings::peer).toList();
    for (int i = 0; i < configs.size(); i++) {
      LegacyConfig peer = configs.get(i);
      claim(Settings.LEGACY, legacy.get(i), peer.host(), peer.port(), "port");
    }
    return configs;
  }

  private void refuseSharedPorts(List<ServerConfig> configs) {
    for (int i = 0; i < configs.size(); i++) {
      ServerConfig server = configs.get(i);
      claim(Settings.SERVERS, servers.get(i), server.host(), server.port(), "port");
      claim(Settings.SERVERS, servers.get(i), server.host(), server.peerPort(), "peer-port");
      // By the server's host, which tells the machine: all of them may answer HTTP at 127.0.0.1.
      int httpPort = server.http().map(Address::port).orElse(0);
      claim(Settings.SERVERS, servers.get(i), server.host(), httpPort, "http-port");
    }
  }

  private void claim(String section, Written.Server server, String host, int port, String key) {
    String name = section + "." + server.name() + "." + key;
    String owner = port == 0 ? null : owners.putIfAbsent(host + " " + port, name);
    if (owner != null) {
      var value = server.settings().get(key);
      complaints.refused(
          value == null ? server.origin() : value.origin(),
          name,
          String.valueOf(port),
          "a port of its own; " + owner + " is the same");
    }
  }

  /**
   * The links.
   *
   * @param areUsed else there need not be any
   */
  List<LinkConfig> links(boolean areUsed) {
    if (areUsed && links.isEmpty() && servers.size() > 1) {
      complaints.refused(
          servers.getFirst().origin(),
          Settings.LINKS,
          "",
          "links that connect the %d servers, such as [[%s, %s]]"
              .formatted(servers.size(), servers.get(0).name(), servers.get(1).name()));
      return List.of();
    }
    var found = new LinkedHashSet<LinkConfig>();
    links.ifPresent(written -> written.pairs().forEach(link -> add(link, found)));
    if (areUsed && !complaints.areAbout(Settings.LINKS) && !servers.isEmpty()) {
      refuseIslands(found);
    }
    return new ArrayList<>(found);
  }

  private void add(Written.Link link, Set<LinkConfig> found) {
    if (Stream.of(link.a(), link.b()).filter(name -> isKnown(name, link)).count() < 2) {
      return;
    }
    if (link.a().equals(link.b())) {
      complaints.refused(link.origin(), Settings.LINKS, show(link), "two different servers");
    } else if (found.contains(new LinkConfig(link.b(), link.a()))
        || !found.add(new LinkConfig(link.a(), link.b()))) {
      complaints.refused(link.origin(), Settings.LINKS, show(link), "each link once");
    }
  }

  private boolean isKnown(String name, Written.Link link) {
    if (names.contains(name)) {
      return true;
    }
    complaints.refused(
        link.origin(), Settings.LINKS, name, "the name of a server" + NearMiss.hint(name, names));
    return false;
  }

  private static String show(Written.Link link) {
    return "[" + link.a() + ", " + link.b() + "]";
  }

  private void refuseIslands(Set<LinkConfig> found) {
    Set<String> reached = reachedFrom(servers.getFirst().name(), found);
    var unreached = servers.stream().filter(server -> !reached.contains(server.name())).toList();
    if (!unreached.isEmpty()) {
      complaints.add(
          links.map(Written.Links::origin).orElse(unreached.getFirst().origin()),
          Settings.LINKS,
          "%s cannot reach %s (expected: links that connect every server)"
              .formatted(servers.getFirst().name(), namesOf(unreached)));
    }
  }

  private static String namesOf(List<Written.Server> servers) {
    String first =
        servers.stream()
            .limit(MOST_NAMES)
            .map(Written.Server::name)
            .collect(Collectors.joining(", "));
    int more = servers.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static Set<String> reachedFrom(String start, Set<LinkConfig> links) {
    Map<String, List<String>> neighbours = new HashMap<>();
    for (LinkConfig link : links) {
      neighbours.computeIfAbsent(link.a(), _ -> new ArrayList<>()).add(link.b());
      neighbours.computeIfAbsent(link.b(), _ -> new ArrayList<>()).add(link.a());
    }
    Set<String> reached = new HashSet<>(Set.of(start));
    var open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (String next : neighbours.getOrDefault(open.pop(), List.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }
}
