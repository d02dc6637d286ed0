package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that ask for a demonstration. */
final class DemoOptions {
  private static final int USUAL_CLIENTS = 300;
  private static final int MOST_CLIENTS = 100_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--demo",
      description = {
        "Adds clients that walk, cycle and drive through cities on several continents and report",
        "where they are. They are kept apart from all others, and gone when it stops."
      })
  private boolean demo;

  @Option(
      names = "--demo-clients",
      paramLabel = "N",
      description = "A demo with so many of them, 1 to 100000 (default: 300).")
  private Optional<Integer> clients = Optional.empty();

  /** What is to run beside the herd of that configuration. */
  Company company(HerdConfig herd) {
    int count = clients.orElse(USUAL_CLIENTS);
    if (count < 1 || count > MOST_CLIENTS) {
      throw new ParameterException(
          spec.commandLine(),
          "--demo-clients: " + count + " (expected: 1 to " + MOST_CLIENTS + ")");
    }
    return demo || clients.isPresent() ? DemoCompany.of(herd, count) : Company.none(herd);
  }
}
