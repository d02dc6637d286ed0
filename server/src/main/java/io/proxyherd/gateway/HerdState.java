package io.proxyherd.gateway;

import java.util.List;
import java.util.Optional;

/**
 * What one server knows of its herd: {@code GET /v1/herd}.
 *
 * @param server that tells this
 * @param cluster the herd's name
 * @param digest of all reports that it has, 16 hex digits
 * @param covered how many reports of all servers it has, superseded ones included
 * @param behind how many it lacks of those that its neighbours say they have
 * @param store where reports are kept, as this server sees it
 * @param servers of the configuration, and whoever else is heard of, by name
 * @param links likewise
 */
public record HerdState(
    String server,
    String cluster,
    String digest,
    long covered,
    long behind,
    ServerState.Store store,
    List<Member> servers,
    List<Link> links) {
  public HerdState {
    servers = List.copyOf(servers);
    links = List.copyOf(links);
  }

  /**
   * A server of the herd.
   *
   * @param clients where its clients connect, as configured
   * @param http where it answers HTTP, as configured; its own digest is to be asked there
   * @param reached whether links that are up lead to it
   * @param covered how many of the reports that it has accepted, in all its lives, are here: less
   *     than it says itself, if some are still under way
   */
  public record Member(
      String name,
      Optional<String> clients,
      Optional<String> http,
      boolean reached,
      long covered) {}

  /**
   * A link between two servers.
   *
   * @param up whether both say so
   * @param onTree whether reports travel over it
   */
  public record Link(String one, String other, boolean up, boolean onTree) {}
}
