package io.proxyherd.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a server reaches its Cassandra cluster, and how much it asks of it at once.
 *
 * @param contactPoints nodes from which the others are learnt; unresolved ones are looked up at
 *     every try
 * @param localDatacenter whose nodes are asked, as Cassandra names it
 * @param keyspace in which the reports are
 * @param timeout each request is answered within this time, waiting included
 * @param connectTimeout to connect to a node
 * @param maxInFlight requests that Cassandra may have at a time, 1 to 32,768
 * @param maxWaiting requests that may wait for one of these to end; the next one is refused
 * @param login nothing if the cluster asks for none
 * @param tls nothing = connections are not encrypted
 */
public record CassandraSettings(
    List<InetSocketAddress> contactPoints,
    String localDatacenter,
    String keyspace,
    Consistency readConsistency,
    Consistency writeConsistency,
    Duration timeout,
    Duration connectTimeout,
    int maxInFlight,
    int maxWaiting,
    Optional<Login> login,
    Optional<TlsSettings> tls) {
  /** The keyspace when none is named. */
  public static final String KEYSPACE = "herd";

  /** The most requests that a connection of the driver can have under way. */
  public static final int MOST_IN_FLIGHT = 32_768;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    require(!contactPoints.isEmpty(), "contact-points: none (expected: at least one host:port)");
    require(
        !localDatacenter.isBlank(),
        "local-datacenter: empty (expected: its name, as 'nodetool status' shows it)");
    require(
        NAME.matcher(keyspace).matches(),
        "keyspace: "
            + keyspace
            + " (expected: at most 48 small letters, digits and _, a letter first)");
    require(
        timeout.isPositive() && connectTimeout.isPositive(),
        "timeout: "
            + timeout
            + ", connect-timeout: "
            + connectTimeout
            + " (expected: more than 0)");
    require(
        maxInFlight >= 1 && maxInFlight <= MOST_IN_FLIGHT,
        "max-in-flight: " + maxInFlight + " (expected: 1 to " + MOST_IN_FLIGHT + ")");
    require(maxWaiting >= 0, "max-waiting: " + maxWaiting + " (expected: 0 or more)");
    require(
        readConsistency != Consistency.EACH_QUORUM,
        "read-consistency: each-quorum (expected: another one; Cassandra has it for writes only)");
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /** The usual limits, most copies of the local data centre, no login and no encryption. */
  public static CassandraSettings usual(
      List<InetSocketAddress> contactPoints, String localDatacenter, String keyspace) {
    return new CassandraSettings(
        contactPoints,
        localDatacenter,
        keyspace,
        Consistency.LOCAL_QUORUM,
        Consistency.LOCAL_QUORUM,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        1024,
        10_000,
        Optional.empty(),
        Optional.empty());
  }
}
