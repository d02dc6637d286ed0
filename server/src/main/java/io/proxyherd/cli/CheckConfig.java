package io.proxyherd.cli;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.ops.ConfiguredPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells whether a configuration is good, and what herd it describes. */
@Command(
    name = "check-config",
    description = {
      "Tells whether a configuration is good and what herd it describes, or all that is wrong.",
      "HERD_ variables of the environment are taken into account."
    },
    footer = {
      "",
      "Examples:",
      "  herd check-config                 checks herd.yaml here, or the standard herd",
      "  herd check-config /etc/herd.yaml"
    })
final class CheckConfig implements Callable<Integer> {
  private static final Path HERE = Path.of("herd.yaml");

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The configuration; herd.yaml here when not given.")
  private Optional<Path> file = Optional.empty();

  CheckConfig(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<Path> chosen = file.or(CheckConfig::here);
    HerdConfig herd = ConfigLoader.load(chosen, System.getenv());
    ConfiguredPlaces.check(herd, System.getenv());
    new CassandraDatabases(System.getenv()).check(herd);
    console
        .out()
        .printf(
            "%s is good: %s%n",
            chosen.map(Path::toString).orElse("the standard herd"), HerdTable.counts(herd));
    HerdTable.rows(herd).forEach(console.out()::println);
    return 0;
  }

  /** The configuration in the working directory, which commands take when none is given. */
  static Optional<Path> here() {
    return Optional.of(HERE).filter(Files::exists);
  }
}
