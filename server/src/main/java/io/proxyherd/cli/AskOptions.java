package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which servers are asked over HTTP. */
final class AskOptions {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = {"-s", "--server"},
      paramLabel = "NAME",
      description = "Asks this server only.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5 s",
      converter = TimeConverter.class,
      description = "How long to wait for each answer (default: 5 s).")
  private Duration timeout = Duration.ZERO;

  Duration timeout() {
    return timeout;
  }

  /** The servers to ask, in the order of the configuration. */
  List<ServerConfig> servers() {
    HerdConfig herd = config.load();
    return server
        .map(name -> List.of(herd.server(name).orElseThrow(() -> unknown(name, herd))))
        .orElse(herd.servers());
  }

  static CommandFailure unknown(String name, HerdConfig herd) {
    return new CommandFailure(
        "server: "
            + name
            + " (expected one of: "
            + herd.servers().stream().map(ServerConfig::name).collect(joining(", "))
            + ")");
  }
}
