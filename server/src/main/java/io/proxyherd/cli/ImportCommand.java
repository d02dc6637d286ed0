package io.proxyherd.cli;

import io.proxyherd.cli.MoveOptions.Place;
import io.proxyherd.moving.OpenImport;
import io.proxyherd.moving.RefusedRows;
import io.proxyherd.moving.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings all reports of a file into a herd, or into Cassandra. */
@Command(
    name = "import",
    sortOptions = false,
    description = {
      "Brings all reports of a file that 'herd export' wrote into a running herd, or into",
      "Cassandra: exactly as they are, by the usual order, so that newer ones stay and importing",
      "a file again does no harm. If it is stopped, or killed, it goes on where it was when it is",
      "run again: FILE.imported says where."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is imported",
      "1:it is not, or some lines are in FILE.refused",
      "2:the command was used wrongly"
    },
    footer = {
      "",
      "Examples:",
      "  herd import reports.ndjson.gz",
      "  herd import --to cassandra reports.ndjson.gz",
      "  herd export --from cassandra | herd import --to herd -"
    })
final class ImportCommand implements Callable<Integer> {
  /** What to do with a line that can't be taken. */
  enum OnError {
    STOP,
    SKIP;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The file; - is stdin. One in .gz is unpacked.")
  private String input = "";

  @Option(
      names = "--to",
      paramLabel = "herd|cassandra",
      description = "Whereto; else where the configuration's 'store' keeps reports.")
  private Optional<Place> to = Optional.empty();

  @Option(
      names = "--on-error",
      paramLabel = "stop|skip",
      defaultValue = "stop",
      description = {
        "What to do with a line that can't be taken: stop there (default), or put it into",
        "FILE.refused and go on."
      })
  private OnError onError = OnError.STOP;

  @Option(
      names = "--restart",
      description = "Begins at the first line, wherever an earlier import ended.")
  private boolean restart;

  @Mixin private MoveOptions options = new MoveOptions();

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean isStream = input.equals("-");
    Path file = Path.of(isStream ? "stdin" : input);
    Path refused = file.resolveSibling(file.getFileName() + ".refused");
    var rows =
        new RefusedRows(file.toString(), refused, onError == OnError.STOP, console.err()::println);
    try (Sink sink = options.sink(to);
        OpenImport open =
            isStream
                ? OpenImport.of(console.in(), sink, options.lifetimes(), rows)
                : OpenImport.of(file, restart, sink, options.lifetimes(), rows)) {
      open.goesOnAfter()
          .ifPresent(line -> console.err().printf("goes on after line %,d of %s%n", line, file));
      return run(open, sink, file, refused);
    } catch (IOException e) {
      throw MoveFailure.of(e, file);
    }
  }

  private int run(OpenImport open, Sink sink, Path file, Path refused)
      throws IOException, InterruptedException {
    var work = open.work();
    try (var display = new MoveDisplay(console, work::taken, work::done)) {
      work.run();
      console
          .err()
          .printf(
              "%,d reports of %s brought to %s in %.1f s%n",
              work.taken(), file, sink.description(), display.seconds());
    }
    if (work.expired() > 0) {
      console.err().printf("%,d had expired and were left out%n", work.expired());
    }
    if (work.refused() > 0) {
      console.err().printf("%,d lines could not be taken and are in %s%n", work.refused(), refused);
    }
    return work.refused() > 0 ? 1 : 0;
  }
}
