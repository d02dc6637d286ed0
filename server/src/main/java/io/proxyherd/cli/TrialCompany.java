package io.proxyherd.cli;

import io.proxyherd.cassandra.Region;
import io.proxyherd.cassandra.SchemaFailure;
import io.proxyherd.cassandra.SchemaSession;
import io.proxyherd.cassandra.trial.NodeAddress;
import io.proxyherd.cassandra.trial.TrialCluster;
import io.proxyherd.cassandra.trial.TrialFailure;
import io.proxyherd.cassandra.trial.TrialSettings;
import io.proxyherd.config.Address;
import io.proxyherd.config.CassandraConfig;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.StoreKind;
import io.proxyherd.config.StoreSettings;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.ops.Herd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Three nodes of Cassandra in which the herd keeps its reports, beside whatever else is to run.
 * What they keep is in the herd's data directory, and is found again at the next start.
 */
final class TrialCompany implements Company {
  private static final int NODES = 3;
  private static final String DIRECTORY = "cassandra";

  /** Where {@code bin/herd} says that Cassandra's jars are. */
  private static final String LIBRARIES = "herd.cassandra.lib";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Company others;
  private final TrialCluster cluster;

  private TrialCompany(Company others, TrialCluster cluster) {
    this.others = others;
    this.cluster = cluster;
  }

  /**
   * Starts the nodes, which takes a while, and makes the herd's table there.
   *
   * @param firstPort where clients reach the first node
   */
  static Company start(Company others, Console console, int firstPort) {
    try {
      return started(others, console, firstPort);
    } catch (TrialFailure | SchemaFailure e) {
      others.tidyUp();
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      others.tidyUp();
      throw new CommandFailure("stopped", e);
    }
  }

  private static Company started(Company others, Console console, int firstPort)
      throws TrialFailure, SchemaFailure, InterruptedException {
    var settings =
        new TrialSettings(
            others.herd().cluster(),
            others.herd().dataDir().resolve(DIRECTORY),
            libraries(),
            NodeAddress.fromPort(firstPort, NODES));
    long start = System.nanoTime();
    TrialCluster cluster = TrialCluster.start(settings);
    // Ctrl-C from here on: the nodes end with this process.
    console.out().printf("Cassandra: %d nodes start, which takes about 30 s ...%n", NODES);
    var company = new TrialCompany(others, cluster);
    try {
      cluster.awaitAnswers(PATIENCE);
      company.makeTable();
    } catch (TrialFailure | SchemaFailure | InterruptedException e) {
      cluster.close();
      throw e;
    }
    console
        .out()
        .printf(
            "Cassandra: %d nodes answer after %d s, at %s%n%n",
            NODES, Duration.ofNanos(System.nanoTime() - start).toSeconds(), cluster);
    return company;
  }

  private static Path libraries() throws TrialFailure {
    return Optional.ofNullable(System.getProperty(LIBRARIES))
        .map(Path::of)
        .orElseThrow(() ->
            new TrialFailure(
                "Cassandra's libraries: no directory named (expected: herd started by bin/herd, or"
                    + " HERD_OPTS=-D"
                    + LIBRARIES
                    + "=DIR)"));
  }

  private void makeTable() throws SchemaFailure {
    var settings = new CassandraDatabases(Map.of()).settings(cassandra());
    try (var session = SchemaSession.open(settings)) {
      var _ = session.create(List.of(new Region(TrialSettings.DATA_CENTRE, NODES)));
    }
  }

  @Override
  public HerdConfig herd() {
    return others.herd().withStore(new StoreSettings(StoreKind.CASSANDRA, cassandra()));
  }

  /** The herd's limits, with these nodes, which ask for no login. */
  private CassandraConfig cassandra() {
    CassandraConfig limits = others.herd().store().cassandra();
    return new CassandraConfig(
        cluster.nodes().stream()
            .map(node -> new Address(node.clients().getHostString(), node.clients().getPort()))
            .toList(),
        TrialSettings.DATA_CENTRE,
        limits.keyspace(),
        limits.readConsistency(),
        limits.writeConsistency(),
        limits.timeout(),
        limits.connectTimeout(),
        limits.maxInFlight(),
        limits.maxWaiting(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<String> join(Herd running) {
    return others.join(running);
  }

  @Override
  public void leave() {
    others.leave();
  }

  @Override
  public void tidyUp() {
    cluster.close();
    others.tidyUp();
  }
}
