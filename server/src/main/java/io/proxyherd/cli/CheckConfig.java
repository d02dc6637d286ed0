package io.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import io.proxyherd.config.ConfigLoader;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
    console
        .out()
        .printf(
            "%s is good: %s, %s%n",
            chosen.map(Path::toString).orElse("the standard herd"),
            count(herd.servers().size(), "server"),
            count(herd.links().size(), "link"));
    table(herd).forEach(console.out()::println);
    return 0;
  }

  /** The configuration in the working directory, which commands take when none is given. */
  static Optional<Path> here() {
    return Optional.of(HERE).filter(Files::exists);
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static List<String> table(HerdConfig herd) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("server", "for clients", "for peers", "linked with"));
    for (ServerConfig server : herd.servers()) {
      rows.add(
          List.of(
              server.name(),
              new Address(server.host(), server.port()).toString(),
              new Address(server.host(), server.peerPort()).toString(),
              herd.neighbours(server.name()).stream()
                  .map(ServerConfig::name)
                  .collect(joining(", "))));
    }
    return aligned(rows);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(row ->
            IntStream.range(0, columns)
                .mapToObj(column -> padded(row.get(column), widths[column]))
                .collect(joining("  ", "  ", ""))
                .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
