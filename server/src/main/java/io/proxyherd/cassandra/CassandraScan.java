package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import io.proxyherd.command.Field;
import io.proxyherd.store.OrderedBytes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * All reports in the table, in the order of their clients' tokens, a page at a time. It can be gone
 * on from any page, also by another scan. Not thread-safe; waits for its answers.
 */
public final class CassandraScan implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Stamp STAMP = new Stamp(new Origin("cassandra", 0), 0);
  private static final String PARTITIONER = "Murmur3Partitioner";

  /** Of all tokens the least one, which no client has. */
  private static final long BEFORE_ALL = Long.MIN_VALUE;

  private static final double TOKENS = Math.pow(2, 64);

  /**
   * Some reports.
   *
   * @param last the token of the last one; none if there are no more after these
   * @param unreadable how many rows beside them are no reports
   * @param done the share of all tokens up to there, 0..1
   */
  public record Page(List<Report> reports, OptionalLong last, int unreadable, double done) {}

  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Found(long token, byte[] client, byte[] printed) {}

  private final CassandraSettings settings;
  private final ScheduledExecutorService keeper;
  private final ClusterConnection cluster;
  private final CqlSession session;
  private final int pageRows;

  private CassandraScan(
      CassandraSettings settings,
      ScheduledExecutorService keeper,
      ClusterConnection cluster,
      CqlSession session,
      int pageRows) {
    this.settings = settings;
    this.keeper = keeper;
    this.cluster = cluster;
    this.session = session;
    this.pageRows = pageRows;
  }

  /**
   * Connects.
   *
   * @param patience how long to try
   * @param pageRows the most rows that are read together, at least 2
   * @throws IOException if it can't, or the schema is not right, with the cure
   */
  public static CassandraScan open(CassandraSettings settings, Duration patience, int pageRows)
      throws IOException, InterruptedException {
    var keeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cassandra-scan").factory());
    var cluster = new ClusterConnection(settings, "cassandra-scan", keeper);
    cluster.connect();
    long endNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      switch (cluster.state()) {
        case ClusterConnection.State.Ready(var database) -> {
          var scan = new CassandraScan(settings, keeper, cluster, database.session(), pageRows);
          scan.requireTokens();
          return scan;
        }
        case ClusterConnection.State.Away(var reason) -> {
          if (System.nanoTime() - endNanos > 0) {
            cluster.close();
            throw new IOException("cassandra: " + reason);
          }
        }
      }
      Thread.sleep(LOOK);
    }
  }

  private void requireTokens() throws IOException {
    String partitioner =
        session.getMetadata().getTokenMap().map(TokenMap::getPartitionerName).orElse("unknown");
    if (!partitioner.endsWith(PARTITIONER)) {
      close();
      throw new IOException(
          "cassandra: partitioner: %s (expected: %s)".formatted(partitioner, PARTITIONER));
    }
  }

  /**
   * Reads the reports after that token.
   *
   * @param after what the page before said; nothing for the first
   * @throws IOException if too few nodes answer in time
   */
  public Page read(OptionalLong after) throws IOException {
    List<Found> rows = rows(after.orElse(BEFORE_ALL));
    boolean more = rows.size() == pageRows;
    if (more) {
      // Others may have the last one's token, too: all of these come with the next page.
      long cut = rows.getLast().token();
      rows.removeIf(row -> row.token() == cut);
    }
    var reports = new ArrayList<Report>();
    for (Found row : rows) {
      var client = new Field(row.client(), 0, row.client().length);
      OrderedBytes.parse(client, row.printed(), STAMP).ifPresent(reports::add);
    }
    long last = more ? rows.getLast().token() : Long.MAX_VALUE;
    return new Page(
        reports,
        more ? OptionalLong.of(last) : OptionalLong.empty(),
        rows.size() - reports.size(),
        ((double) last - BEFORE_ALL) / TOKENS);
  }

  private List<Found> rows(long after) throws IOException {
    String cql =
        "SELECT token(client), client, p FROM %s WHERE token(client) > ? LIMIT ?"
            .formatted(new Schema(settings.keyspace()).table());
    var statement =
        SimpleStatement.newInstance(cql, after, pageRows)
            .setConsistencyLevel(settings.readConsistency().level())
            .setTimeout(settings.timeout())
            .setPageSize(pageRows)
            .setIdempotent(true);
    try {
      var found = new ArrayList<Found>();
      for (Row row : session.execute(statement)) {
        found.add(new Found(row.getLong(0), bytes(row, 1), bytes(row, 2)));
      }
      return found;
    } catch (DriverException e) {
      throw new IOException("cassandra: " + DriverFailures.of(e).reason(), e);
    }
  }

  private static byte[] bytes(Row row, int column) {
    ByteBuffer value = row.getByteBuffer(column);
    byte[] bytes = new byte[value == null ? 0 : value.remaining()];
    if (value != null) {
      value.get(bytes);
    }
    return bytes;
  }

  @Override
  public void close() {
    cluster.close();
    var _ = keeper.shutdownNow();
  }
}
