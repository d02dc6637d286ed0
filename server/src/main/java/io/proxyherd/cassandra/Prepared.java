package io.proxyherd.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.proxyherd.store.CellTimes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A connected cluster whose schema is right, with both statements prepared. */
record Prepared(CqlSession session, PreparedStatement insert, PreparedStatement select) {
  /** Cassandra takes it as an unsigned number, which is good until 2106. */
  private static final long LATEST_SECONDS = 0xFFFF_FFFFL;

  static CompletionStage<Prepared> prepare(
      CqlSession session, Schema schema, CassandraSettings settings) {
    var insert = statement(schema.insert(), settings.writeConsistency());
    var select = statement(schema.select(), settings.readConsistency());
    return session
        .prepareAsync(insert)
        .thenCombine(
            session.prepareAsync(select),
            (inserting, selecting) -> new Prepared(session, inserting, selecting));
  }

  private static SimpleStatement statement(String cql, Consistency consistency) {
    return SimpleStatement.newInstance(cql)
        .setConsistencyLevel(consistency.level())
        .setIdempotent(true);
  }

  BoundStatement insert(byte[] client, byte[] report, CellTimes times, Duration timeout) {
    return insert
        .boundStatementBuilder(
            ByteBuffer.wrap(client),
            ByteBuffer.wrap(report),
            times.timestampMicros(),
            times.ttlSeconds())
        .setNowInSeconds((int) Math.clamp(times.writtenAtSeconds(), 0, LATEST_SECONDS))
        .setTimeout(timeout)
        .build();
  }

  BoundStatement select(byte[] client, Duration timeout) {
    return select.boundStatementBuilder(ByteBuffer.wrap(client)).setTimeout(timeout).build();
  }
}
