package io.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proxyherd.command.Command;
import io.proxyherd.command.CommandParser;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.command.PosixTime;
import io.proxyherd.command.ReplyPrinter;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportReader;
import io.proxyherd.store.ReportWriter;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of an IAMAT's way, each for 1,000 clients in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartsBenchmark {
  private static final int CLIENTS = 1000;
  private static final byte[] SERVER = "Alford".getBytes(US_ASCII);
  private static final Origin ORIGIN = new Origin("Alford", 1);
  private static final PosixTime NOW = new PosixTime(Rig.START_SECONDS, 0);

  private final IamatLines lines = new IamatLines(CLIENTS, Rig.START_SECONDS);
  private final CommandParser parser = new CommandParser();
  private final LineBuilder line = new LineBuilder();
  private final Command.Iamat iamat = parsedByItself();
  private final Report[] earlier = reports(0);
  private final Report[] later = reports(1);
  private final Store known = store(later);
  private final Store changing = store(earlier);
  private final ReportWriter writer = new ReportWriter();
  private final ReportReader reader = new ReportReader();
  private final ByteBuffer block = ByteBuffer.allocate(CLIENTS * 256);
  private final ByteBuffer written = written();

  /** The command that a line means. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public int parse() {
    int found = 0;
    for (int client = 0; client < CLIENTS; client++) {
      // Without its line end.
      int to = IamatLines.from(client + 1) - 1;
      if (parser.parse(lines.bytes(), IamatLines.from(client), to) instanceof Command.Iamat said) {
        found += said.client().length();
      }
    }
    return found;
  }

  /** The AT line. */
  @Benchmark
  public LineBuilder print() {
    ReplyPrinter.printAt(SERVER, NOW, iamat.clientTime(), iamat, line.clear());
    return line;
  }

  /** A report newer than the one that is there, in a store whose clients are taken in turn. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public int mergeFresh() {
    int newer = 0;
    for (int client = 0; client < CLIENTS; client++) {
      int slot = changing.slotOf(later[client].client());
      // Takes the later one back, so that it is newer again the next time.
      changing.remove(slot);
      slot = changing.offer(earlier[client], Store.NO_SLOT);
      newer += changing.offer(later[client], slot);
    }
    return newer;
  }

  /** A report older than the one that is there. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public int mergeStale() {
    return offerAll(earlier);
  }

  /** The report that is there. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public int mergeRepeated() {
    return offerAll(later);
  }

  /** A report as bytes, for a frame of the journal or of a link. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public ByteBuffer encode() {
    block.clear();
    writer.beginBlock();
    for (Report report : later) {
      writer.write(report, block);
    }
    return block;
  }

  /** A report from bytes. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public int decode() throws ReportReader.Malformed {
    reader.beginBlock();
    written.rewind();
    int tolerance = 0;
    while (written.hasRemaining()) {
      tolerance += reader.readReport(written).toleranceMs();
    }
    return tolerance;
  }

  private int offerAll(Report[] reports) {
    int newer = 0;
    for (Report report : reports) {
      newer += known.offer(report);
    }
    return newer;
  }

  /** Its own parser's, whose next line never comes. */
  private Command.Iamat parsedByItself() {
    int to = IamatLines.from(1) - 1;
    return (Command.Iamat) new CommandParser().parse(lines.bytes(), 0, to);
  }

  private ByteBuffer written() {
    var bytes = ByteBuffer.allocate(CLIENTS * 256);
    var print = new ReportWriter();
    for (Report report : later) {
      print.write(report, bytes);
    }
    return bytes.flip();
  }

  private static Report[] reports(int round) {
    var reports = new Report[CLIENTS];
    long seconds = Rig.START_SECONDS + round;
    for (int client = 0; client < CLIENTS; client++) {
      String line =
          "AT Alford +0.263873386 user%08d.example +34.068930-118.445127 %d.392014450"
              .formatted(client, seconds);
      reports[client] =
          Report.of(
                  line.getBytes(US_ASCII),
                  seconds * 1_000_000_000,
                  60_000,
                  new Stamp(ORIGIN, client + 1L))
              .orElseThrow();
    }
    return reports;
  }

  private static Store store(Report[] reports) {
    var store = new Store(new SplittableRandom(1), Lifetimes.USUAL);
    for (Report report : reports) {
      var _ = store.offer(report);
    }
    return store;
  }
}
