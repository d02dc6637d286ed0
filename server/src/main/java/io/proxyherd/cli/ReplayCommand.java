package io.proxyherd.cli;

import io.proxyherd.replay.ProgressDisplay;
import io.proxyherd.replay.Replay;
import io.proxyherd.replay.Summary;
import io.proxyherd.replay.SummaryPrinter;
import io.proxyherd.replay.Verification;
import io.proxyherd.replay.track.TrackFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code herd replay}. Exit code 0: every row sent was accepted; 1: not so, or the
 * verification failed, or rows were rejected under {@code --strict}; 2: wrong usage.
 */
@Command(
    name = "replay",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Sends recorded tracks (GPX, CSV, GeoJSON; plain or gzip) to a herd.",
      "Rows that can't be sent are counted by reason and shown; the rest goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  herd replay ride.gpx --client kiwi",
      "  herd replay buses.csv.gz --verify",
      "  herd replay phones.csv --zone Europe/Helsinki --speed 60 --spread clients",
      "  herd replay log.csv --no-header --client-field 1 --time-field 2 \\",
      "       --lat-field 3 --lon-field 4 --to herd.example:12860,herd.example:12861",
      "  zcat day.geojsonl.gz | herd replay - --format geojsonseq --json"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int NOT_DONE = 1;
  private static final int WRONG_USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "recorded tracks; - is stdin")
  private List<String> names = new ArrayList<>();

  @Mixin private TrackArguments track = new TrackArguments();

  @Mixin private SendArguments send = new SendArguments();

  @Option(
      names = "--verify",
      description = {
        "afterwards ask every server for every client (WHATSAT) until all know the newest rows;",
        "each question may cost the servers a request to their places provider"
      })
  private boolean verify;

  @Option(
      names = "--verify-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "how long the herd may take for that (default: 10 s)")
  private Duration verifyTimeout = Duration.ofSeconds(10);

  @Option(names = "--strict", description = "rejected rows are a failure too")
  private boolean strict;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Option(names = "--json", description = "print the summary as JSON")
  private boolean json;

  private final AtomicBoolean printed = new AtomicBoolean();

  @Override
  public Integer call() throws InterruptedException {
    try {
      return replay(files());
    } catch (IOException e) {
      spec.commandLine().getErr().println("herd: " + e.getMessage());
      return WRONG_USAGE;
    }
  }

  /** Looks at all files first: a mistyped name should not show after an hour. */
  private List<TrackFile> files() throws IOException {
    var files = new ArrayList<TrackFile>();
    for (String name : names) {
      files.add(TrackFile.named(name, track.format()));
    }
    return files;
  }

  private int replay(List<TrackFile> files) throws InterruptedException {
    var plan =
        new Replay.Plan(
            track.options(), send.servers(), send.spread(), send.settings(), send.pace());
    var replay = new Replay(files, plan);
    Thread onInterrupt = new Thread(() -> interrupted(replay), "replay summary");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    Summary summary = run(replay);
    Optional<Verification> verification = verification(replay, summary);
    print(summary, verification);
    unhook(onInterrupt);
    return exitCode(summary, verification);
  }

  private Summary run(Replay replay) {
    if (quiet) {
      return replay.run();
    }
    PrintWriter err = spec.commandLine().getErr();
    try (var _ = new ProgressDisplay(err, Terminal.isStderr(), replay::progress)) {
      return replay.run();
    }
  }

  private Optional<Verification> verification(Replay replay, Summary summary)
      throws InterruptedException {
    return verify && summary.failure().isEmpty()
        ? Optional.of(replay.verifier().verify(verifyTimeout))
        : Optional.empty();
  }

  /** Ctrl-C: the JVM is going down and takes no more than this. */
  private void interrupted(Replay replay) {
    replay.stop();
    print(replay.summary(), Optional.empty());
  }

  private void print(Summary summary, Optional<Verification> verification) {
    if (printed.compareAndSet(false, true)) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          json
              ? SummaryPrinter.json(summary, verification)
              : SummaryPrinter.text(summary, verification));
      out.flush();
    }
  }

  private static void unhook(Thread onInterrupt) {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Going down already: the hook finds the summary printed.
    }
  }

  private int exitCode(Summary summary, Optional<Verification> verification) {
    boolean done =
        summary.isComplete()
            && verification.map(Verification::isComplete).orElse(true)
            && !(strict && summary.rejectedRows() > 0);
    return done ? DONE : NOT_DONE;
  }
}
