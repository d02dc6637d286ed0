package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.ops.Herd;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Starts one server of a herd. */
@Command(
    name = "serve",
    description = {
      "Starts one server of a herd; the others run in processes or on machines of their own.",
      "Ctrl-C stops it."
    },
    footer = {
      "",
      "Examples:",
      "  herd serve Alford",
      "  herd serve Alford --config /etc/herd.yaml"
    })
final class Serve implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NAME", description = "The server, by its name in the configuration.")
  private String name = "";

  @Mixin private ConfigOption config = new ConfigOption();

  Serve(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    HerdConfig herd = config.load();
    ServerConfig server = herd.server(name).orElseThrow(() -> AskOptions.unknown(name, herd));
    return Running.untilStopped(
        console, herd, Company.none(herd), places -> Herd.start(herd, server, places), this::print);
  }

  private void print(Herd herd, String places) {
    HerdConfig running = herd.actualConfig();
    ServerConfig server = running.server(name).orElseThrow();
    console
        .out()
        .printf(
            "%s is up: clients at %s, HTTP at %s, %s, %s%n",
            name,
            server.clientAddress(),
            server.http().map(Address::toString).orElse("no port"),
            linked(running, server),
            places);
  }

  private static String linked(HerdConfig herd, ServerConfig server) {
    String links =
        "peers at "
            + server.peerAddress()
            + ", linked with "
            + herd.neighbours(server.name()).stream()
                .map(ServerConfig::name)
                .collect(joining(", "));
    String where = CassandraDatabases.description(herd.store().cassandra());
    return switch (herd.store().kind()) {
      case HERD -> links;
      case BOTH -> links + ", reports also in " + where;
      case CASSANDRA -> "reports in " + where;
    };
  }
}
