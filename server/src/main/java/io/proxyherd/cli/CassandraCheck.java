package io.proxyherd.cli;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.SchemaFailure;
import io.proxyherd.cassandra.SchemaSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether servers can use the cluster. */
@Command(
    name = "check",
    description = {
      "Connects as a server would, and says whether keyspace and table are there and",
      "right; changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  herd cassandra check",
      "  herd cassandra check --contact-point 10.0.0.7:9042 --local-datacenter dc1"
    })
final class CassandraCheck implements Callable<Integer> {
  private final Console console;

  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  CassandraCheck(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CassandraSettings settings = Cassandra.settings(config, cluster);
    try (var schema = SchemaSession.open(settings)) {
      schema
          .check()
          .ifPresent(trouble -> {
            throw new CommandFailure("cassandra: " + trouble);
          });
      console
          .out()
          .printf(
              "keyspace %s is good: copies in %s; servers here use %s%n",
              settings.keyspace(),
              schema.keyspaceCopies().orElse("no data centre"),
              settings.localDatacenter());
    } catch (SchemaFailure e) {
      throw new CommandFailure("cassandra: " + e.getMessage(), e);
    }
    return 0;
  }
}
