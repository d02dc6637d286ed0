package io.proxyherd.cli;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.ops.CassandraDatabases;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The Cassandra cluster behind the servers: the parent of the commands that prepare it. */
@Command(
    name = "cassandra",
    description = {
      "Prepares and checks the Cassandra cluster in which a herd with 'store: cassandra'",
      "keeps its reports."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  herd cassandra init --regions dc1:3,dc2:3",
      "  herd cassandra check"
    })
final class Cassandra {
  private Cassandra() {}

  static CommandLine command(Console console) {
    return new CommandLine(new Cassandra())
        .addSubcommand(new CassandraInit(console))
        .addSubcommand(new CassandraCheck(console));
  }

  /** What the configuration says of the cluster, with the options that differ. */
  static CassandraSettings settings(ConfigOption config, ClusterOptions options) {
    var configured = new CassandraDatabases(System.getenv());
    return options.over(configured.settings(config.load().store().cassandra()), System.getenv());
  }
}
