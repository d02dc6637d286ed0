package io.proxyherd.cassandra;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes and checks the schema, for people: each call waits for the cluster. */
public final class SchemaSession implements AutoCloseable {
  private final CassandraSettings settings;
  private final Schema schema;
  private final CqlSession session;

  private SchemaSession(CassandraSettings settings, CqlSession session) {
    this.settings = settings;
    this.schema = new Schema(settings.keyspace());
    this.session = session;
  }

  /**
   * Connects.
   *
   * @throws SchemaFailure if that is not possible
   */
  public static SchemaSession open(CassandraSettings settings) throws SchemaFailure {
    try {
      var builder = Sessions.builder(settings, DriverOptions.forSchema(settings));
      return new SchemaSession(settings, builder.build());
    } catch (RuntimeException refused) {
      throw new SchemaFailure(ConnectFailures.print(refused, settings), refused);
    }
  }

  /**
   * Makes keyspace and table where they are missing, waits until all nodes know them, and checks
   * what is there then.
   *
   * @return what was made or found, a line each
   * @throws SchemaFailure if something else is there already, or it can't be made
   */
  public List<String> create(List<Region> regions) throws SchemaFailure {
    checkNames(regions);
    boolean hadKeyspace = keyspaceCopies().isPresent();
    boolean hadTable = hasTable();
    for (String statement : schema.create(regions)) {
      execute(statement);
    }
    String asked = regions.stream().map(Region::toString).sorted().collect(joining(","));
    String copies = keyspaceCopies().orElse("nowhere");
    if (!copies.equals(asked)) {
      throw new SchemaFailure(
          "keyspace %s: has its copies in %s (expected: %s); ALTER KEYSPACE, then repair it"
              .formatted(settings.keyspace(), copies, asked));
    }
    Optional<String> trouble = schema.check(session.getMetadata(), regions.getFirst().name());
    if (trouble.isPresent()) {
      throw new SchemaFailure(trouble.get());
    }
    return List.of(
        "keyspace %s: %s, copies in %s"
            .formatted(settings.keyspace(), hadKeyspace ? "is there" : "made", copies),
        "table %s.%s: %s"
            .formatted(settings.keyspace(), Schema.TABLE, hadTable ? "is there" : "made"));
  }

  /**
   * Makes a role for the servers that is no superuser and may read and write the table; it must be
   * logged in as one that may do so.
   *
   * @throws SchemaFailure if the cluster has no roles, or refuses
   */
  public void createRole(Login login) throws SchemaFailure {
    for (String statement : schema.createRole(login.username(), login.revealPassword())) {
      try {
        execute(statement);
      } catch (SchemaFailure refused) {
        // Without its cause, and should it repeat the statement, without the password.
        String message = String.valueOf(refused.getMessage());
        throw new SchemaFailure(
            "role " + login.username() + ": " + message.replace(login.revealPassword(), "***"));
      }
    }
  }

  /** What is wrong with the schema, in one line; nothing if servers can use it. */
  public Optional<String> check() {
    return schema.check(session.getMetadata(), settings.localDatacenter());
  }

  /** The keyspace's copies, such as {@code dc1:3,dc2:3}; nothing if there is no keyspace. */
  public Optional<String> keyspaceCopies() {
    return session
        .getMetadata()
        .getKeyspace(CqlIdentifier.fromInternal(settings.keyspace()))
        .map(found -> Schema.print(found.getReplication()));
  }

  private boolean hasTable() {
    return session
        .getMetadata()
        .getKeyspace(CqlIdentifier.fromInternal(settings.keyspace()))
        .flatMap(found -> found.getTable(Schema.TABLE))
        .isPresent();
  }

  /** Cassandra makes no objection to data centres that do not exist, and keeps nothing there. */
  private void checkNames(List<Region> regions) throws SchemaFailure {
    List<String> known =
        session.getMetadata().getNodes().values().stream()
            .map(node -> Objects.requireNonNullElse(node.getDatacenter(), "?"))
            .distinct()
            .sorted()
            .toList();
    for (Region region : regions) {
      if (!known.contains(region.name())) {
        throw new SchemaFailure(
            "regions: %s (expected one of the cluster's data centres: %s)"
                .formatted(region, String.join(", ", known)));
      }
    }
  }

  private void execute(String statement) throws SchemaFailure {
    ResultSet done;
    try {
      done = session.execute(statement);
    } catch (DriverException refused) {
      throw new SchemaFailure("the cluster refuses: " + ConnectFailures.message(refused), refused);
    }
    if (!done.getExecutionInfo().isSchemaInAgreement() && !session.checkSchemaAgreement()) {
      throw new SchemaFailure(
          "the nodes do not agree on the schema yet (expected: within a minute); see whether all"
              + " are up, then run this again");
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
