package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code herd cassandra} and its commands, as far as they need no cluster. */
final class CassandraTest {
  @TempDir private Path dir;

  private Ran cassandra(String... args) throws IOException {
    Path config =
        Files.writeString(
            dir.resolve("herd.yaml"),
            """
            store: cassandra
            cassandra:
              contact-points: ["127.0.0.1:1"]
              local-datacenter: dc1
              keyspace: mine
            """);
    var all = new ArrayList<>(List.of("cassandra"));
    all.addAll(List.of(args));
    all.addAll(List.of("--config", config.toString()));
    return Ran.herd(all.toArray(String[]::new));
  }

  @Test
  void printsTheStatementsForTheConfiguredKeyspace() throws IOException {
    assertThat(cassandra("init", "--regions", "dc1:3,dc2:2", "--print", "--role", "herd"))
        .isEqualTo(
            new Ran(
                0,
                """
                CREATE KEYSPACE IF NOT EXISTS mine
                  WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 2};
                CREATE TABLE IF NOT EXISTS mine.positions (client blob PRIMARY KEY, p blob)
                  WITH compaction = {'class': 'UnifiedCompactionStrategy'}
                  AND gc_grace_seconds = 86400
                  AND comment = 'proxyherd positions, format 1';
                CREATE ROLE IF NOT EXISTS "herd" WITH LOGIN = true AND SUPERUSER = false\
                 AND PASSWORD = '...';
                GRANT SELECT ON KEYSPACE mine TO "herd";
                GRANT MODIFY ON TABLE mine.positions TO "herd";
                """,
                ""));
  }

  @Test
  void anOptionReplacesTheConfiguredKeyspace() throws IOException {
    assertThat(cassandra("init", "--regions", "dc1:3", "--print", "--keyspace", "other").out())
        .contains("EXISTS other.positions");
  }

  @Test
  void namesTheClusterThatIsNotThere() throws IOException {
    Ran ran = cassandra("check");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("herd: cassandra: 127.0.0.1:1: nobody there (");
  }

  @Test
  void refusesWhatIsNoListOfRegions() throws IOException {
    assertThat(cassandra("init", "--regions", "dc1", "--print").err())
        .isEqualTo(
            "herd: regions: dc1 (expected: a data centre and its copies, 1 to 99, such as"
                + " dc1:3,dc2:3)\n");
  }

  @Test
  void wantsAPasswordForTheRole() throws IOException {
    assertThat(cassandra("init", "--regions", "dc1:3", "--role", "herd").err())
        .isEqualTo("herd: --role: has no password (expected: --role-password-file, too)\n");
  }

  @Test
  void namesThePasswordFileThatIsMissing() throws IOException {
    Path missing = dir.resolve("nowhere");

    assertThat(
            cassandra("check", "--username", "admin", "--password-file", missing.toString()).err())
        .isEqualTo(
            "herd: --password-file: "
                + missing
                + ": does not exist (expected: the password alone, in one line)\n");
  }
}
