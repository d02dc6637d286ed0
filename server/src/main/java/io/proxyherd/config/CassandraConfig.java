package io.proxyherd.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How Cassandra is reached and used.
 *
 * @param contactPoints nodes that are asked first; they name the others
 * @param localDatacenter whose nodes are used
 * @param timeout for one request, its waiting included
 * @param connectTimeout for a connection, until it can be used
 * @param maxInFlight requests under way at a time
 * @param maxWaiting requests that wait for that
 * @param login if it asks who is there
 * @param tls if connections are encrypted
 */
public record CassandraConfig(
    List<Address> contactPoints,
    String localDatacenter,
    String keyspace,
    Consistency readConsistency,
    Consistency writeConsistency,
    Duration timeout,
    Duration connectTimeout,
    int maxInFlight,
    int maxWaiting,
    Optional<Login> login,
    Optional<Tls> tls) {

  public CassandraConfig {
    contactPoints = List.copyOf(contactPoints);
  }

  /**
   * Who the servers are to it.
   *
   * @param password where it is, never itself
   */
  public record Login(String username, KeySource password) {}

  /**
   * How connections are encrypted.
   *
   * @param caFile whom to trust, PEM; the Java runtime's own list when empty
   * @param identity how the servers show who they are, if they must
   * @param hostCheck whether the nodes' certificates must name the hosts that are dialled
   */
  public record Tls(Optional<Path> caFile, Optional<Identity> identity, boolean hostCheck) {}

  /** A certificate and its private key, PEM. */
  public record Identity(Path certFile, Path keyFile) {}
}
