package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.trial.TrialFailure;
import io.proxyherd.cassandra.trial.TrialNode;
import io.proxyherd.config.LinkConfig;
import io.proxyherd.transport.BindFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Three servers whose reports are in the shared {@link CassandraNodes}, in a keyspace of theirs.
 */
final class CassandraHerd implements AutoCloseable {
  private static final List<LinkConfig> LINKS =
      List.of(new LinkConfig("a", "b"), new LinkConfig("b", "c"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SHOWN = 10;

  private final CassandraNodes nodes;
  private final TestHerd herd;
  private final NodeReader reader;

  private CassandraHerd(CassandraNodes nodes, TestHerd herd, NodeReader reader) {
    this.nodes = nodes;
    this.herd = herd;
    this.reader = reader;
  }

  /** They serve their clients. */
  static CassandraHerd start(Path dir, CassandraNodes nodes, String keyspace)
      throws IOException, BindFailure {
    CassandraSettings settings = nodes.keyspace(keyspace);
    var reader = new NodeReader(settings);
    reader.awaitAll(nodes.all());
    var herd =
        TestHerd.linked(
            dir,
            LINKS,
            TestHerd.NO_PLACES,
            "store=cassandra",
            "cassandra.contact-points=" + nodes.contactPoints(),
            "cassandra.local-datacenter=" + CassandraNodes.DATA_CENTRE,
            "cassandra.keyspace=" + keyspace);
    var started = new CassandraHerd(nodes, herd, reader);
    started.serves();
    return started;
  }

  TestHerd servers() {
    return herd;
  }

  /** Clients of all servers, which report from now on. */
  Reporters reporters(Random random) {
    List<InetSocketAddress> addresses = herd.names().stream().map(herd::address).toList();
    return new Reporters(addresses, random);
  }

  /** Waits until so many more reports were acknowledged. */
  void acknowledgesMore(int count, Reporters reporters) {
    long goal = reporters.acknowledged() + count;
    Eventually.await().atMost(PATIENCE).until(() -> reporters.acknowledged() >= goal);
  }

  /** Waits until each server acknowledges reports. */
  void serves() {
    for (String server : herd.names()) {
      Eventually.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(herd.hears(server, "IAMAT somebody +1+2 3")).startsWith("AT "));
    }
  }

  /** Each of these nodes, asked now, has a majority that knows what was acknowledged. */
  void hasLostNothing(Reporters reporters, List<TrialNode> through) {
    for (TrialNode node : through) {
      List<String> lost = lost(reporters, node, ConsistencyLevel.LOCAL_QUORUM);
      assertThat(lost.stream().limit(SHOWN))
          .as("%d lost, as %s says", lost.size(), node.clients())
          .isEmpty();
    }
  }

  /** Of how many clients this node's own copy is older than what was acknowledged. */
  int oldCopies(Reporters reporters, TrialNode of) {
    return lost(reporters, of, ConsistencyLevel.LOCAL_ONE).size();
  }

  private List<String> lost(Reporters reporters, TrialNode through, ConsistencyLevel level) {
    Map<String, String> acknowledged = reporters.newest();
    List<String> clients = List.copyOf(acknowledged.keySet());
    return reporters.lost(acknowledged, clients, reader.lines(through, level, clients));
  }

  /** This node is not one of a majority. */
  void isAlone(TrialNode node) {
    assertThatThrownBy(() -> reader.lines(node, ConsistencyLevel.LOCAL_QUORUM, List.of("nobody")))
        .as("a majority of which %s is", node.clients())
        .hasCauseInstanceOf(DriverException.class);
  }

  /**
   * All nodes say the same, each with a majority. Not necessarily at once: what was not
   * acknowledged may have come to one node alone, and is found by some majorities, until one that
   * finds it repairs the others.
   */
  void agrees(Reporters reporters) {
    Eventually.await()
        .untilAsserted(
            () -> assertThat(different(reporters, ConsistencyLevel.LOCAL_QUORUM)).isEmpty());
  }

  /** Of how many clients the nodes, each asked for its own copy, do not all say the same. */
  int differentCopies(Reporters reporters) {
    return different(reporters, ConsistencyLevel.LOCAL_ONE).size();
  }

  private Map<String, List<String>> different(Reporters reporters, ConsistencyLevel level) {
    List<String> clients = reporters.last().clientsSoFar();
    List<List<String>> answers =
        nodes.all().stream().map(node -> reader.lines(node, level, clients)).toList();
    var different = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < clients.size(); i++) {
      var ofClient = new ArrayList<String>();
      for (List<String> ofNode : answers) {
        ofClient.add(ofNode.get(i));
      }
      if (ofClient.stream().distinct().count() > 1) {
        different.put(clients.get(i), ofClient);
      }
    }
    return different;
  }

  /** Everything runs, and every node knows of all others. */
  void recovers() throws IOException, TrialFailure {
    nodes.restore();
    reader.awaitAll(nodes.all());
  }

  @Override
  public void close() {
    reader.close();
    herd.close();
  }
}
