package io.proxyherd.system;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.Region;
import io.proxyherd.cassandra.SchemaFailure;
import io.proxyherd.cassandra.SchemaSession;
import io.proxyherd.store.Lifetimes;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Cassandra cluster that tests share, each with a keyspace of its own: that of {@code
 * -Dcassandra.nodes=127.0.0.1:9042,…} if given, else {@link CassandraNodes}.
 */
final class TestCluster {
  static final String DATA_CENTRE = System.getProperty("cassandra.datacenter", "local");

  private TestCluster() {}

  /** Settings for a keyspace; skips the test where there is no cluster. */
  static CassandraSettings settings(String keyspace) {
    return Optional.ofNullable(System.getProperty("cassandra.nodes"))
        .map(nodes -> Stream.of(nodes.split(",", -1)).map(TestCluster::address).toList())
        .map(nodes -> CassandraSettings.usual(nodes, DATA_CENTRE, "test_" + keyspace))
        .orElseGet(() -> CassandraNodes.shared().settings("test_" + keyspace));
  }

  /** A store whose keyspace is there. */
  static CassandraUser user(String keyspace) {
    CassandraSettings settings = settings(keyspace);
    create(settings);
    return CassandraUser.connected(settings, Lifetimes.USUAL);
  }

  /** Makes the schema, with a copy on each of three nodes. */
  static void create(CassandraSettings settings) {
    try (var schema = SchemaSession.open(settings)) {
      var _ = schema.create(List.of(new Region(DATA_CENTRE, 3)));
    } catch (SchemaFailure e) {
      throw new AssertionError(e);
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
