package io.proxyherd.cli;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration; herd.yaml here, or the standard herd, when not given.")
  private Optional<Path> file = Optional.empty();

  /** Reads it. */
  HerdConfig load() {
    return ConfigLoader.load(file.or(CheckConfig::here), System.getenv());
  }
}
