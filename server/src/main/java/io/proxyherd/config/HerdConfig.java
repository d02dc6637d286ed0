package io.proxyherd.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A herd as its configuration describes it, complete and checked: every name is known, every value
 * in range, every server reachable over the links.
 *
 * @param cluster the herd's name; servers of another cluster are refused as peers
 * @param dataDir the directory under which each server keeps its state
 * @param servers in the order given; names and ports are unique
 * @param links undirected; together they connect all servers; none where the store uses none
 * @param legacy neighbours that others wrote
 */
public record HerdConfig(
    String cluster,
    Path dataDir,
    List<ServerConfig> servers,
    List<LinkConfig> links,
    List<LegacyConfig> legacy,
    StoreSettings store,
    ClientSettings client,
    PeerSettings peer,
    ClockSettings clock,
    ReportSettings reports,
    JournalSettings journal,
    PlacesSettings places,
    HttpSettings http,
    StatusSettings status,
    LogSettings log) {

  public HerdConfig {
    servers = List.copyOf(servers);
    links = store.kind().usesLinks() ? List.copyOf(links) : List.of();
    legacy = List.copyOf(legacy);
  }

  /** The herd when nothing is configured: five servers in a ring, all on this machine. */
  public static HerdConfig standard() {
    return ConfigLoader.load(Optional.empty(), Map.of());
  }

  /** The same with other servers. */
  public HerdConfig withServers(List<ServerConfig> others) {
    return new HerdConfig(
        cluster, dataDir, others, links, legacy, store, client, peer, clock, reports, journal,
        places, http, status, log);
  }

  /** The same with its reports kept elsewhere. */
  public HerdConfig withStore(StoreSettings other) {
    return new HerdConfig(
        cluster, dataDir, servers, links, legacy, other, client, peer, clock, reports, journal,
        places, http, status, log);
  }

  /** The same with its state, and its logs, in another directory. */
  public HerdConfig in(Path directory) {
    var logs =
        new LogSettings(
            directory.resolve("log"),
            log.level(),
            log.format(),
            log.maxFileBytes(),
            log.keepFiles());
    return new HerdConfig(
        cluster, directory, servers, links, legacy, store, client, peer, clock, reports, journal,
        places, http, status, logs);
  }

  public Optional<ServerConfig> server(String name) {
    return servers.stream().filter(server -> server.name().equals(name)).findFirst();
  }

  /** The servers linked to the named one, in the order of {@link #servers}. */
  public List<ServerConfig> neighbours(String name) {
    return servers.stream()
        .filter(server -> links.stream().anyMatch(link -> link.joins(name, server.name())))
        .toList();
  }

  /** The legacy neighbours of the named server. */
  public List<LegacyConfig> legacyOf(String name) {
    return legacy.stream().filter(peer -> peer.neighbourOf().contains(name)).toList();
  }
}
