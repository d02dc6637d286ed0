package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.trial.TrialNode;
import io.proxyherd.command.Field;
import io.proxyherd.store.OrderedBytes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads reports through a node of the reader's choice, as no server does. */
final class NodeReader implements AutoCloseable {
  private static final Stamp STAMP = new Stamp(new Origin("reader", 0), 0);
  private static final int QUESTIONS_AT_A_TIME = 100;

  private final CqlSession session;
  private final PreparedStatement select;

  NodeReader(CassandraSettings settings) {
    session =
        CqlSession.builder()
            .addContactPoints(settings.contactPoints())
            .withLocalDatacenter(settings.localDatacenter())
            .withKeyspace(CqlIdentifier.fromInternal(settings.keyspace()))
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                    .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                    .build())
            .build();
    select = session.prepare("SELECT p FROM positions WHERE client = ?");
  }

  /** The AT lines of these clients, as that node answers them; empty for one that it knows not. */
  List<String> lines(TrialNode through, ConsistencyLevel level, List<String> clients) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < clients.size(); i += QUESTIONS_AT_A_TIME) {
      List<String> some = clients.subList(i, Math.min(i + QUESTIONS_AT_A_TIME, clients.size()));
      List<CompletionStage<AsyncResultSet>> asked =
          some.stream().map(client -> ask(through, level, client)).toList();
      for (int j = 0; j < some.size(); j++) {
        AsyncResultSet answer = asked.get(j).toCompletableFuture().join();
        lines.add(line(some.get(j), Optional.ofNullable(answer.one())));
      }
    }
    return lines;
  }

  /** Waits until it answers through each of these nodes with all copies: all know of all. */
  void awaitAll(List<TrialNode> nodes) {
    for (TrialNode node : nodes) {
      Eventually.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(RuntimeException.class)
          .until(() -> !lines(node, ConsistencyLevel.ALL, List.of("nobody")).isEmpty());
    }
  }

  private CompletionStage<AsyncResultSet> ask(
      TrialNode through, ConsistencyLevel level, String client) {
    return session.executeAsync(
        select
            .bind(ByteBuffer.wrap(client.getBytes(ISO_8859_1)))
            .setNode(node(through))
            .setIdempotent(true)
            .setConsistencyLevel(level));
  }

  private Node node(TrialNode wanted) {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> node.getBroadcastRpcAddress().equals(Optional.of(wanted.clients())))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(wanted.clients() + ": the driver has not met it"));
  }

  private static String line(String client, Optional<Row> row) {
    byte[] name = client.getBytes(ISO_8859_1);
    return row.map(found -> found.getByteBuffer("p"))
        .flatMap(cell -> {
          var bytes = new byte[cell.remaining()];
          cell.get(bytes);
          return OrderedBytes.parse(new Field(name, 0, name.length), bytes, STAMP);
        })
        .map(Report::line)
        .map(line -> new String(line, ISO_8859_1))
        .orElse("");
  }

  @Override
  public void close() {
    session.close();
  }
}
