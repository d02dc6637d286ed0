package io.proxyherd.gateway;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The origins under which browsers know the servers of a herd: the dashboard that one of them
 * serves may ask all.
 */
final class HerdOrigins {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private HerdOrigins() {}

  /**
   * Such as {@code http://127.0.0.1:13060}, for each server with an HTTP port.
   *
   * @param herd with the ports that the servers have
   */
  static Set<String> of(HerdConfig herd) {
    var origins = new TreeSet<String>();
    for (ServerConfig server : herd.servers()) {
      server.reachableHttp().stream()
          .flatMap(at -> names(at).stream().map(host -> "http://" + host + ":" + at.port()))
          .forEach(origins::add);
    }
    return origins;
  }

  /** Those of {@link #of} that the servers tell their own pages to ask. */
  static Set<String> told(HerdConfig herd) {
    var origins = new TreeSet<String>();
    herd.servers().stream()
        .flatMap(server -> server.reachableHttp().stream())
        .map(at -> "http://" + at)
        .forEach(origins::add);
    return origins;
  }

  /** This machine has several names, and nobody else can have a page there. */
  private static List<String> names(Address address) {
    return LOCAL.contains(address.host()) ? List.copyOf(LOCAL) : List.of(address.host());
  }
}
