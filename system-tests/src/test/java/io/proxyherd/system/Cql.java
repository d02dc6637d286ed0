package io.proxyherd.system;

import com.datastax.oss.driver.api.core.CqlSession;
import io.proxyherd.cassandra.CassandraSettings;

/** Says things to a cluster that no server says. */
final class Cql {
  private Cql() {}

  static void execute(CassandraSettings settings, String... statements) {
    try (var session =
        CqlSession.builder()
            .addContactPoints(settings.contactPoints())
            .withLocalDatacenter(settings.localDatacenter())
            .build()) {
      for (String statement : statements) {
        var _ = session.execute(statement);
      }
    }
  }
}
