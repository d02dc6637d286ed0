package io.proxyherd.system;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assumptions.abort;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.Region;
import io.proxyherd.cassandra.SchemaFailure;
import io.proxyherd.cassandra.SchemaSession;
import io.proxyherd.cassandra.trial.NodeAddress;
import io.proxyherd.cassandra.trial.TrialCluster;
import io.proxyherd.cassandra.trial.TrialFailure;
import io.proxyherd.cassandra.trial.TrialNode;
import io.proxyherd.cassandra.trial.TrialSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three nodes of Cassandra that all tests of this JVM share, each test with a keyspace of its own.
 * They start when the first test asks for them, and end with the JVM. Whoever harms them calls
 * {@link #restore} in the end.
 */
final class CassandraNodes {
  static final String DATA_CENTRE = TrialSettings.DATA_CENTRE;
  static final int COUNT = 3;

  private static final Path ROOT = Path.of(System.getProperty("herd.root", ".."));
  private static final Path LIBRARIES = ROOT.resolve("cassandra/target/lib");
  private static final Path DIR = ROOT.resolve("system-tests/target/cassandra");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  // Not those of a trial, nor of somebody's own Cassandra.
  private static final String NET = "127.0.42.";
  private static final int CLIENT_PORT = 9042;
  private static final int NODE_PORT = 7000;

  private static Optional<CassandraNodes> shared = Optional.empty();

  private final List<NodeAddress> addresses;
  private final NodeNetwork network;
  private final TrialCluster cluster;

  private CassandraNodes(List<NodeAddress> addresses, NodeNetwork network, TrialCluster cluster) {
    this.addresses = addresses;
    this.network = network;
    this.cluster = cluster;
  }

  /** They; the test is skipped, and says why, where they cannot be started. */
  static synchronized CassandraNodes shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(start());
    }
    return shared.get();
  }

  private static CassandraNodes start() {
    List<NodeAddress> addresses =
        IntStream.rangeClosed(1, COUNT)
            .mapToObj(i -> new NodeAddress(NET + i, CLIENT_PORT, NODE_PORT, NET + (100 + i)))
            .toList();
    try {
      TrialCluster.check(LIBRARIES);
    } catch (TrialFailure e) {
      return abort(String.valueOf(e.getMessage()));
    }
    try {
      deleteAll(DIR);
      var network = new NodeNetwork(addresses);
      // Small, so that a test can fill them.
      TrialSettings settings =
          new TrialSettings("tests", DIR, LIBRARIES, addresses)
              .with("commitlog_segment_size", "1MiB");
      long start = System.nanoTime();
      var nodes = new CassandraNodes(addresses, network, TrialCluster.start(settings));
      nodes.awaitAnswers();
      System.out.printf(
          "cassandra: %d nodes answer after %d s%n",
          COUNT, Duration.ofNanos(System.nanoTime() - start).toSeconds());
      return nodes;
    } catch (TrialFailure | IOException e) {
      throw new AssertionError(String.valueOf(e.getMessage()), e);
    }
  }

  private static void deleteAll(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    try (Stream<Path> all = Files.walk(dir)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** All that were started serve clients. */
  private void awaitAnswers() throws TrialFailure {
    try {
      cluster.awaitAnswers(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  List<TrialNode> all() {
    return cluster.nodes();
  }

  /** As {@code cassandra.contact-points} has them. */
  String contactPoints() {
    return cluster.contactPoints().stream().collect(joining(", ", "[", "]"));
  }

  /** Separates a node from the others; servers still reach it. */
  void isolate(TrialNode node) {
    network.isolate(addresses.get(all().indexOf(node)));
  }

  /** The network is whole again. */
  void heal() {
    network.heal();
  }

  /** Settings for a keyspace, with a table in it of which each node has a copy. */
  CassandraSettings keyspace(String name) {
    CassandraSettings settings = settings(name);
    // A node that has just started may not have heard of all others.
    Eventually.await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(SchemaFailure.class)
        .until(() -> {
          try (var schema = SchemaSession.open(settings)) {
            var _ = schema.create(List.of(new Region(DATA_CENTRE, COUNT)));
          }
          return true;
        });
    return settings;
  }

  /** Settings for a keyspace that may not be there. */
  CassandraSettings settings(String keyspace) {
    return CassandraSettings.usual(
        addresses.stream()
            .map(node -> InetSocketAddress.createUnresolved(node.host(), node.clientPort()))
            .toList(),
        DATA_CENTRE,
        keyspace);
  }

  /** Everything runs, and serves clients. */
  void restore() throws IOException, TrialFailure {
    network.heal();
    for (TrialNode node : all()) {
      if (node.isRunning()) {
        node.resume();
      } else {
        node.start();
      }
    }
    awaitAnswers();
  }
}
