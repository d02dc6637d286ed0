package io.proxyherd.system;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.proxyherd.cassandra.CassandraSettings;
import java.time.Duration;

/** Says things to a cluster that no server says. */
final class Cql {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Cql() {}

  static void execute(CassandraSettings settings, String... statements) {
    try (var session =
        CqlSession.builder()
            .addContactPoints(settings.contactPoints())
            .withLocalDatacenter(settings.localDatacenter())
            .build()) {
      for (String statement : statements) {
        var _ = session.execute(SimpleStatement.newInstance(statement).setTimeout(PATIENCE));
      }
    }
  }
}
