package io.proxyherd.cli;

import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a herd live. */
@Command(
    name = "top",
    sortOptions = false,
    description = {
      "Shows the herd live: its servers, what they do, how their links are and whether all agree.",
      "Where there is no terminal it prints how it is once, and ends."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was shown; with --once: all servers have answered, and agree or are on their way",
      "1:with --once: one has not answered, or they differ",
      "2:the command was used wrongly"
    },
    footer = {
      "",
      "Keys: q quits, p stops and goes on, s sorts by updates, by lag, and as configured.",
      "",
      "Columns:",
      "  updates/s  new reports of the server's own clients",
      "  behind     how many updates it lacks that others have",
      "  lag        how long the herd takes for so many: by so much its answers may be too old",
      "  to send    how many clients' reports are still to go over the link, both ways",
      "  path       tree: what is new goes this way; extra: here too, for a while;",
      "             idle: it goes by other links",
      "",
      "Examples:",
      "  herd top",
      "  herd top --interval 5s",
      "  herd top --once",
      "  herd top --json | jq .updatesPerSecond"
    })
final class Top implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** For what is piped: as wide as it is. */
  private static final int ANY_WIDTH = Integer.MAX_VALUE;

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private AskOptions options = new AskOptions();

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "TIME",
      defaultValue = "1 s",
      converter = TimeConverter.class,
      description = "How often the servers are asked (default: 1 s).")
  private Duration interval = Duration.ZERO;

  @Option(
      names = "--once",
      description = "Asks twice, an interval apart, prints how it is, and ends.")
  private boolean once;

  @Option(names = "--json", description = "Prints a line of JSON for each time it asks.")
  private boolean json;

  Top(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--interval: " + interval.toMillis() + " ms (expected: 100 ms or more)");
    }
    List<ServerConfig> servers = options.servers();
    if (json && !once) {
      return stream(servers);
    }
    if (once || !Terminal.isScreen()) {
      return printOnce(servers);
    }
    return live(servers);
  }

  private int printOnce(List<ServerConfig> servers) throws InterruptedException {
    try (var pulses = new Pulses(servers, interval, options.timeout())) {
      // What is done per second takes two looks.
      var _ = pulses.next();
      Pulse pulse = pulses.next();
      if (json) {
        print(pulse);
      } else {
        new TopTable(pulse, ZoneId.systemDefault())
            .lines(TopTable.Order.GIVEN, ANY_WIDTH)
            .forEach(line -> console.out().println(line.text()));
      }
      boolean isFine =
          pulse.agreement().silent().isEmpty()
              && (pulse.agreement().isComplete() || pulse.isInMotion());
      return isFine ? 0 : 1;
    }
  }

  /** Until nobody reads it any more. */
  private int stream(List<ServerConfig> servers) throws InterruptedException {
    PrintStream out = console.out();
    try (var pulses = new Pulses(servers, interval, options.timeout())) {
      while (!out.checkError()) {
        print(pulses.next());
      }
    }
    return 0;
  }

  private void print(Pulse pulse) {
    byte[] line = Json.print(TopJson.of(pulse));
    console.out().write(line, 0, line.length);
    console.out().flush();
  }

  private int live(List<ServerConfig> servers) throws IOException {
    String noColor = System.getenv().getOrDefault("NO_COLOR", "");
    try (var screen = TopScreen.open(noColor.isEmpty());
        var view =
            new TopView(screen, new Pulses(servers, interval, options.timeout()), interval)) {
      view.run();
    }
    return 0;
  }
}
