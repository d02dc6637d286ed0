package io.proxyherd.config;

import java.util.List;

/**
 * A neighbour that others wrote.
 *
 * @param name as it calls itself; no server of the herd has it
 * @param host the address it listens at, and from which its connections come
 * @param port where it listens, for clients and servers alike, 1..65535
 * @param neighbourOf the servers of the herd that talk to it, at least one
 * @param dialect of its AT lines
 * @param delivery how it gets them
 * @param connections at most so many at a time, from each of its neighbours
 */
public record LegacyConfig(
    String name,
    String host,
    int port,
    List<String> neighbourOf,
    Dialect dialect,
    Delivery delivery,
    int connections) {

  public LegacyConfig {
    neighbourOf = List.copyOf(neighbourOf);
  }

  /** Where it listens. */
  public Address address() {
    return new Address(host, port);
  }
}
