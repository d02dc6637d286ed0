package io.proxyherd.cli;

import io.proxyherd.load.LoadFailure;
import io.proxyherd.load.LoadResult;
import io.proxyherd.load.LoadRun;
import io.proxyherd.load.ResultPrinter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts load on servers and says how they bear it. */
@Command(
    name = "bench",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Puts load on servers and says how they bear it. Every answer is checked.",
      "With --rate commands are sent at their moment whatever the answers, and times count from",
      "that moment; without it each connection sends when it is answered."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was answered, and rightly",
      "1:a server could not be reached, fell silent or gave a wrong answer",
      "2:the command was used wrongly"
    },
    footer = {
      "",
      "Examples:",
      "  herd bench --duration 10s",
      "  herd bench --to 127.0.0.1:12860 --connections 64 --depth 1",
      "  herd bench --rate 20000 --probes 50",
      "  herd bench --whatsat 10 --radius 10 --limit 20 --json figures.json"
    })
final class Bench implements Callable<Integer> {
  private final Console console;

  @Mixin private LoadArguments arguments = new LoadArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the figures to this file as JSON, too.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--quiet", description = "Shows no progress.")
  private boolean quiet;

  Bench(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var run = new LoadRun(arguments.plan());
    LoadResult result = run(run);
    console.out().print(ResultPrinter.text(result));
    json.ifPresent(file -> write(file, result));
    return 0;
  }

  private LoadResult run(LoadRun run) throws InterruptedException {
    try (var _ = new ProgressLine(console.err(), quiet, run)) {
      return run.run();
    } catch (LoadFailure e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(Path file, LoadResult result) {
    try {
      Files.writeString(file, ResultPrinter.json(result));
    } catch (IOException e) {
      throw new CommandFailure(file + ": cannot be written (" + e + "); name another file", e);
    }
  }

  /** Says from time to time how far a run is: in place on a terminal, else line by line. */
  private static final class ProgressLine implements AutoCloseable {
    private static final int ON_TERMINAL_MS = 500;
    private static final int ELSEWHERE_MS = 10_000;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal = Terminal.isStderr();
    private final Optional<Thread> thread;

    ProgressLine(PrintStream err, boolean quiet, LoadRun run) {
      this.err = err;
      thread = quiet ? Optional.empty() : Optional.of(Thread.startVirtualThread(() -> show(run)));
    }

    private void show(LoadRun run) {
      try {
        while (true) {
          Thread.sleep(terminal ? ON_TERMINAL_MS : ELSEWHERE_MS);
          err.print(terminal ? ERASE_LINE + run.progress() : run.progress() + '\n');
          err.flush();
        }
      } catch (InterruptedException _) {
        err.print(terminal ? ERASE_LINE : "");
        err.flush();
      }
    }

    @Override
    public void close() {
      thread.ifPresent(showing -> {
        showing.interrupt();
        try {
          showing.join();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      });
    }
  }
}
