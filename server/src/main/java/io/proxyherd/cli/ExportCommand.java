package io.proxyherd.cli;

import io.proxyherd.cli.MoveOptions.Place;
import io.proxyherd.moving.CassandraSource;
import io.proxyherd.moving.Export;
import io.proxyherd.moving.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes all reports into a file. */
@Command(
    name = "export",
    sortOptions = false,
    description = {
      "Writes all reports of a herd, or of Cassandra, into a file of JSON lines: exactly as they",
      "are, with those of clients that were forgotten, without what has expired, in any order.",
      "What changes meanwhile may be in it as it was or as it is. 'herd import' reads it. A file",
      "that ends in .gz is packed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is in the file", "1:it is not", "2:the command was used wrongly"},
    footer = {
      "",
      "Examples:",
      "  herd export --out reports.ndjson.gz",
      "  herd export --out reports.ndjson.gz --resume",
      "  herd export --from cassandra | jq .client"
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--from",
      paramLabel = "herd|cassandra",
      description = "Where they are; else where the configuration's 'store' keeps them.")
  private Optional<Place> from = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The file; - is stdout (default).")
  private String out = "";

  @Option(
      names = "--resume",
      description = "Goes on with a file that was cut short; one that is complete stays as it is.")
  private boolean resume;

  @Option(names = "--force", description = "Overwrites a file that is there.")
  private boolean force;

  @Mixin private MoveOptions options = new MoveOptions();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean isStream = out.equals("-");
    Path file = Path.of(isStream ? "stdout" : out);
    if (isStream && resume) {
      throw new CommandFailure("--resume: with stdout (expected: a file, --out FILE)");
    }
    if (!isStream && !resume && !force && Files.exists(file)) {
      throw new CommandFailure(
          file + ": is there (expected: a new file; go on with it by --resume, or use --force)");
    }
    try (Source source = options.source(from)) {
      var export = new Export(source, options.lifetimes());
      try (var display = new MoveDisplay(console, export::reports, export::done)) {
        if (isStream) {
          export.writeTo(console.out());
        } else if (!resume) {
          export.writeTo(file);
        } else if (!export.goOn(file)) {
          console.err().printf("%s: complete, %,d reports%n", file, export.reports());
          return 0;
        }
        print(export, source, file, display.seconds());
      }
      return 0;
    } catch (IOException e) {
      throw MoveFailure.of(e, file);
    }
  }

  private void print(Export export, Source source, Path file, double seconds) {
    console
        .err()
        .printf(
            "%,d reports of %s written to %s in %.1f s%n",
            export.reports(), source.description(), file, seconds);
    if (source instanceof CassandraSource cassandra && cassandra.unreadable() > 0) {
      console
          .err()
          .printf(
              "%,d rows are no reports and were left out; another program wrote them%n",
              cassandra.unreadable());
    }
  }
}
