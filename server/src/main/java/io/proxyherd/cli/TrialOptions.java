package io.proxyherd.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that ask for Cassandra beside the herd, to try it. */
final class TrialOptions {
  private static final int USUAL_PORT = 19_042;
  private static final int LOWEST_PORT = 1_024;
  private static final int HIGHEST_PORT = 65_500;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = {
        "'cassandra' starts three nodes of Cassandra here as well, on a JDK 17, in which the herd",
        "keeps its reports: a trial, for which Cassandra is fetched by Maven when first used."
      })
  private Optional<String> store = Optional.empty();

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      description = {
        "Where clients reach the first of these nodes, and the others on the ports after it; what",
        "they say to each other takes those from ten after it on (default: 19042)."
      })
  private Optional<Integer> port = Optional.empty();

  /** What is to run beside the herd, Cassandra included if that was asked for. */
  Company with(Company others, Console console) {
    return store.isPresent()
        ? TrialCompany.start(others, console, port.orElse(USUAL_PORT))
        : others;
  }

  /** Complains of values that nobody can mean. */
  void check() {
    if (store.isPresent() && !store.get().equals("cassandra")) {
      throw refused("--store: " + store.get() + " (expected: cassandra)");
    }
    if (port.isPresent() && store.isEmpty()) {
      throw refused("--cassandra-port: for nobody (expected: with --store cassandra)");
    }
    int chosen = port.orElse(USUAL_PORT);
    if (chosen < LOWEST_PORT || chosen > HIGHEST_PORT) {
      throw refused(
          "--cassandra-port: %d (expected: %d to %d)".formatted(chosen, LOWEST_PORT, HIGHEST_PORT));
    }
  }

  private ParameterException refused(String complaint) {
    return new ParameterException(spec.commandLine(), complaint);
  }
}
