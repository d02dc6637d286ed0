package io.proxyherd.cli;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.Login;
import io.proxyherd.cassandra.Region;
import io.proxyherd.cassandra.Schema;
import io.proxyherd.cassandra.SchemaFailure;
import io.proxyherd.cassandra.SchemaSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the keyspace and the table. */
@Command(
    name = "init",
    description = {
      "Makes the keyspace and the table in which a herd's reports are kept, where",
      "they are missing, and waits until all nodes know them. What is there is",
      "checked and left as it is. Three copies in each data centre bear the loss of",
      "one node there."
    },
    footer = {
      "",
      "Examples:",
      "  herd cassandra init --regions dc1:3,dc2:3",
      "  herd cassandra init --regions dc1:3 --print",
      "  herd cassandra init --regions dc1:3 --username cassandra \\",
      "      --password-file admin.password --role herd --role-password-file herd.password"
    })
final class CassandraInit implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--regions",
      paramLabel = "NAME:COPIES,...",
      required = true,
      description =
          "The data centres, as 'nodetool status' names them, and how many copies each has.")
  private String regions = "";

  @Option(names = "--print", description = "Prints the CQL statements, and connects to nothing.")
  private boolean print;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = {
        "Makes a role for the servers, too: no superuser, for Cassandra's guard against times in"
            + " the future does not hold those."
      })
  private Optional<String> role = Optional.empty();

  @Option(
      names = "--role-password-file",
      paramLabel = "FILE",
      description = "The password that this role gets.")
  private Optional<Path> rolePassword = Optional.empty();

  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  CassandraInit(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CassandraSettings settings = Cassandra.settings(config, cluster);
    try {
      List<Region> copies = Region.parse(regions);
      if (print) {
        print(new Schema(settings.keyspace()), copies);
      } else {
        create(settings, copies, role.map(this::login));
      }
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    return 0;
  }

  private void print(Schema schema, List<Region> copies) {
    schema.create(copies).forEach(this::printStatement);
    role.ifPresent(name -> schema.createRole(name, "...").forEach(this::printStatement));
  }

  private Login login(String name) {
    return Login.read(
        name,
        "--role-password-file",
        rolePassword.orElseThrow(() ->
            new IllegalArgumentException(
                "--role: has no password (expected: --role-password-file, too)")));
  }

  private void printStatement(String statement) {
    console.out().println(statement + ";");
  }

  private void create(CassandraSettings settings, List<Region> copies, Optional<Login> servers) {
    try (var schema = SchemaSession.open(settings)) {
      schema.create(copies).forEach(console.out()::println);
      if (servers.isPresent()) {
        schema.createRole(servers.get());
        console
            .out()
            .printf(
                "role %s: made, or there before; set cassandra.username and its password%n",
                servers.get().username());
      } else {
        console
            .out()
            .println("The servers need no superuser: --role makes one for them that is none.");
      }
    } catch (SchemaFailure e) {
      throw new CommandFailure("cassandra: " + e.getMessage(), e);
    }
  }
}
