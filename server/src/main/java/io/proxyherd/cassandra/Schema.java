package io.proxyherd.cassandra;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The one table: a row for each client, with its greatest report as {@link
 * io.proxyherd.store.OrderedBytes}. Cassandra keeps, of two reports, the one with the later
 * timestamp, and of equal ones the greater bytes.
 *
 * @param keyspace in which it is
 */
public record Schema(String keyspace) {
  static final String TABLE = "positions";
  private static final String CURE = "run bin/herd cassandra init --regions <data centre>:<copies>";
  private static final String COMMENT = "proxyherd positions, format 1";

  /** For how long a node that is away is remembered what it missed, unless that is changed. */
  private static final int HINT_WINDOW_SECONDS = 3 * 3600;

  private static final int GC_GRACE_SECONDS = 86_400;

  /** What makes it, one statement after the other; nothing happens where it is there already. */
  public List<String> create(List<Region> regions) {
    String copies =
        regions.stream()
            .map(region -> "'%s': %d".formatted(region.name(), region.copies()))
            .collect(joining(", "));
    return List.of(
        """
        CREATE KEYSPACE IF NOT EXISTS %s
          WITH replication = {'class': 'NetworkTopologyStrategy', %s}\
        """
            .formatted(quoted(), copies),
        """
        CREATE TABLE IF NOT EXISTS %s (client blob PRIMARY KEY, p blob)
          WITH compaction = {'class': 'UnifiedCompactionStrategy'}
          AND gc_grace_seconds = %d
          AND comment = '%s'\
        """
            .formatted(table(), GC_GRACE_SECONDS, COMMENT));
  }

  /**
   * What makes a role for the servers that is no superuser: Cassandra's guardrails, such as that
   * for timestamps in the future, don't apply to those.
   *
   * @param password as it is
   */
  public List<String> createRole(String role, String password) {
    String name = '"' + role.replace("\"", "\"\"") + '"';
    return List.of(
        "CREATE ROLE IF NOT EXISTS %s WITH LOGIN = true AND SUPERUSER = false AND PASSWORD = '%s'"
            .formatted(name, password.replace("'", "''")),
        "GRANT SELECT ON KEYSPACE %s TO %s".formatted(quoted(), name),
        "GRANT MODIFY ON TABLE %s TO %s".formatted(table(), name));
  }

  /** The table in a statement. */
  String table() {
    return quoted() + "." + TABLE;
  }

  /** Some names are also words of CQL. */
  private String quoted() {
    return CqlIdentifier.fromInternal(keyspace).asCql(true);
  }

  String insert() {
    return "INSERT INTO %s (client, p) VALUES (?, ?) USING TIMESTAMP ? AND TTL ?"
        .formatted(table());
  }

  String select() {
    return "SELECT p FROM %s WHERE client = ?".formatted(table());
  }

  /**
   * What is wrong with the schema that is there.
   *
   * @return one line with the cure; nothing if servers of that data centre can use it
   */
  Optional<String> check(Metadata metadata, String localDatacenter) {
    return metadata
        .getKeyspace(CqlIdentifier.fromInternal(keyspace))
        .map(found -> checkKeyspace(found, localDatacenter))
        .orElseGet(() -> Optional.of("keyspace " + keyspace + ": does not exist; " + CURE));
  }

  private Optional<String> checkKeyspace(KeyspaceMetadata found, String localDatacenter) {
    var replication = found.getReplication();
    String copies = replication.get(localDatacenter);
    if (copies == null || copies.equals("0")) {
      return Optional.of(
          ("keyspace %s: has its copies in %s (expected: some in %s, this server's data centre);"
                  + " correct cassandra.local-datacenter, or ALTER KEYSPACE")
              .formatted(keyspace, print(replication), localDatacenter));
    }
    return found
        .getTable(CqlIdentifier.fromInternal(TABLE))
        .map(this::checkTable)
        .orElseGet(() -> Optional.of("table " + name() + ": does not exist; " + CURE));
  }

  /** The copies, such as {@code dc1:3,dc2:3}. */
  static String print(Map<String, String> replication) {
    String places =
        replication.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("class"))
            .map(entry -> entry.getKey() + ":" + entry.getValue())
            .sorted()
            .collect(joining(","));
    return places.isEmpty() ? "no data centre" : places;
  }

  private Optional<String> checkTable(TableMetadata found) {
    String columns =
        found.getColumns().values().stream().map(Schema::print).sorted().collect(joining(", "));
    boolean keyed =
        found.getPrimaryKey().stream()
            .map(column -> column.getName().asInternal())
            .toList()
            .equals(List.of("client"));
    if (!columns.equals("client blob, p blob") || !keyed) {
      return wrong("has the columns " + columns, "client blob PRIMARY KEY, p blob");
    }
    Object comment = option(found, "comment");
    if (!comment.equals(COMMENT)) {
      return wrong("has the comment '" + comment + "'", "'" + COMMENT + "'");
    }
    if (option(found, "gc_grace_seconds") instanceof Integer grace && grace < HINT_WINDOW_SECONDS) {
      return Optional.of(
          "table %s: gc_grace_seconds = %d (expected: at least %d, for hints live no longer); ALTER TABLE"
              .formatted(name(), grace, HINT_WINDOW_SECONDS));
    }
    return Optional.empty();
  }

  private static String print(ColumnMetadata column) {
    var type = column.getType();
    return column.getName().asInternal()
        + " "
        + (type.equals(DataTypes.BLOB) ? "blob" : type.asCql(false, false));
  }

  private static Object option(TableMetadata table, String name) {
    return Objects.requireNonNullElse(table.getOptions().get(CqlIdentifier.fromInternal(name)), "");
  }

  private Optional<String> wrong(String what, String expected) {
    return Optional.of(
        "table %s: %s (expected: %s); it is not this version's: name another cassandra.keyspace"
            .formatted(name(), what, expected));
  }

  private String name() {
    return keyspace + "." + TABLE;
  }
}
