package io.proxyherd.cli;

import io.proxyherd.ops.QuietConsole;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code herd} command. */
@Command(
    name = "herd",
    description = "Runs and examines a herd of servers that know where everyone is.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:something failed",
      "2:the command was used wrongly",
      "3:each server here has stopped itself"
    },
    footer = {
      "",
      "Examples:",
      "  herd up",
      "  herd serve Alford --config herd.yaml",
      "  herd status",
      "  herd top",
      "  herd send 127.0.0.1:12860 'WHATSAT kiwi 10 5'",
      "",
      "'herd COMMAND --help' tells more about a command."
    })
public final class Main {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it, and acts on it itself.
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it, and acts on it itself.
  private boolean version;

  @Option(
      names = "--debug",
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "Prints the stack trace of a failure.")
  private boolean debug;

  private Main() {}

  public static void main(String[] args) {
    QuietConsole.install();
    System.exit(run(Console.ofProcess(), args));
  }

  /** Runs one command and returns its exit code. */
  static int run(Console console, String... args) {
    return herd(console).execute(args);
  }

  /** The command with all its subcommands. */
  static CommandLine herd(Console console) {
    var main = new Main();
    var herd =
        new CommandLine(main)
            .addSubcommand(new Up(console))
            .addSubcommand(new Serve(console))
            .addSubcommand(new Status(console))
            .addSubcommand(new Top(console))
            .addSubcommand(new Why(console))
            .addSubcommand(new Forget(console))
            .addSubcommand(new ExportCommand(console))
            .addSubcommand(new ImportCommand(console))
            .addSubcommand(new CheckConfig(console))
            .addSubcommand(new Simulate(console))
            .addSubcommand(new Send(console))
            .addSubcommand(new ReplayCommand())
            .addSubcommand(new Bench(console))
            .addSubcommand(Places.command(console))
            .addSubcommand(Cassandra.command(console));
    var failures = new Failures(() -> main.debug);
    // A line that begins with @ is text to send, not the name of a file with arguments.
    return herd.setExpandAtFiles(false)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /** The version, which the build writes into the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var packaged = Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
      return new String[] {
        "herd " + packaged.orElse("(not packaged)"), "Java " + Runtime.version()
      };
    }
  }
}
