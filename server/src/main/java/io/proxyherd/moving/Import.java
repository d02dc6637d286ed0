package io.proxyherd.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowParser;
import io.proxyherd.rows.RowPrinter;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** Tells a sink all reports of a file. One batch is in memory at a time. */
public final class Import {
  private static final int BATCH = 1000;

  /** Farther ahead of this machine's clock no report can have been received. */
  private static final Duration CLOCK_LIMIT = Duration.ofSeconds(10);

  /** What to do with a row that can't be taken. */
  public interface OnRefusal {
    /**
     * Takes note of the row, which then is passed over.
     *
     * @param line its bytes, without its end
     * @param number of the line, from 1
     * @throws IOException if it is to end there
     */
    void refused(byte[] line, long number, String problem) throws IOException;
  }

  private record Waiting(Report report, long line) {}

  private final RowParser parser = new RowParser(new Stamp(new Origin("moved", 0), 0));
  private final List<Waiting> batch = new ArrayList<>();
  private final RowInput in;
  private final Sink sink;
  private final Lifetimes lifetimes;
  private final ImportMark mark;
  private final OnRefusal onRefusal;
  private String header = "";
  private long rows;
  private boolean ended;
  private volatile long taken;
  private volatile long expired;
  private volatile long refused;

  /**
   * @param lifetimes what has expired is left out
   * @param mark where it notes how far it is
   */
  Import(RowInput in, Sink sink, Lifetimes lifetimes, ImportMark mark, OnRefusal onRefusal) {
    this.in = in;
    this.sink = sink;
    this.lifetimes = lifetimes;
    this.mark = mark;
    this.onRefusal = onRefusal;
  }

  /** How many reports the sink has now, or newer ones; on any thread. */
  public long taken() {
    return taken;
  }

  /** How many were of no account any more. */
  public long expired() {
    return expired;
  }

  /** How many rows were passed over. */
  public long refused() {
    return refused;
  }

  /** The share of the file that is read, if it is known; on any thread. */
  public Optional<Double> done() {
    return in.done();
  }

  /**
   * Reads all.
   *
   * @throws IOException if that is not possible, with one line that says the cure; also at the end
   *     of a file that was cut short
   */
  public void run() throws IOException, InterruptedException {
    boolean complete = false;
    try {
      readAll();
      complete = true;
    } finally {
      if (complete) {
        mark.remove();
      } else {
        mark.write();
      }
    }
  }

  private void readAll() throws IOException, InterruptedException {
    try {
      for (var line = in.next(); line.isPresent() && in.isWhole(); line = in.next()) {
        take(line.get());
      }
    } catch (EOFException | ZipException _) {
      ended = false;
    }
    flush();
    if (!ended) {
      throw new IOException(
          "line %d: the file ends early; all before it is imported (expected: a last line with the"
                  .formatted(in.number() + 1)
              + " count; let herd export --resume complete it, and import it again)");
    }
  }

  private void take(byte[] line) throws IOException, InterruptedException {
    if (mark.skips(header, in.number())) {
      rows = mark.rows();
      return;
    }
    Row row =
        in.isTooLong()
            ? new Row.Bad("line: more than " + RowParser.LONGEST_LINE + " bytes (expected: less)")
            : parser.parse(line);
    if (header.isEmpty() && !(row instanceof Row.Header)) {
      throw new IOException("line 1: no file of reports (expected: what herd export writes)");
    }
    switch (row) {
      case Row.Header known -> begin(known);
      case Row.Entry(Report report) -> add(report, line);
      case Row.Cursor _ -> {
        // An export that goes on leaves what is before this as it is, and perhaps nothing else.
        flush();
        mark.set(header, in.number(), rows);
      }
      case Row.End(long reports) -> end(reports, line);
      case Row.Bad(String problem) -> refuse(line, problem);
    }
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private void begin(Row.Header known) throws IOException, InterruptedException {
    flush();
    header = new String(RowPrinter.print(known), UTF_8).strip();
    rows = 0;
    ended = false;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void add(Report report, byte[] line) throws IOException, InterruptedException {
    rows++;
    long now = WallClock.nanos();
    if (lifetimes.isExpired(report, now)) {
      expired++;
    } else if (report.receivedAtNanos() - now > CLOCK_LIMIT.toNanos()) {
      refuse(
          line,
          "receivedAtNanos: %d (expected: at most 10 s ahead of this machine's clock; set the clock)"
              .formatted(report.receivedAtNanos()));
    } else {
      batch.add(new Waiting(report, in.number()));
    }
  }

  private void end(long reports, byte[] line) throws IOException, InterruptedException {
    ended = true;
    if (reports != rows) {
      refuse(line, "reports: %d (expected: %d, as there are)".formatted(reports, rows));
    }
  }

  /** What was before it is told first, so that nothing is left out should it end here. */
  private void refuse(byte[] line, String problem) throws IOException, InterruptedException {
    flush();
    refused(line, in.number(), problem);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void refused(byte[] line, long number, String problem) throws IOException {
    onRefusal.refused(line, number, problem);
    refused++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void flush() throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      List<Sink.Refusal> refusals = sink.take(batch.stream().map(Waiting::report).toList());
      taken += batch.size() - refusals.size();
      for (Sink.Refusal refusal : refusals) {
        Waiting waiting = batch.get(refusal.index());
        byte[] row = RowPrinter.print(new Row.Entry(waiting.report()));
        refused(row, waiting.line(), refusal.problem());
      }
      batch.clear();
    }
  }
}
