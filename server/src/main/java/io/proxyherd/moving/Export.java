package io.proxyherd.moving;

import io.proxyherd.rows.Row;
import io.proxyherd.rows.RowPrinter;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Reads all reports of a source into a file. One page is in memory at a time. */
public final class Export {
  private final Source source;
  private final Lifetimes lifetimes;
  private volatile long reports;
  private volatile Optional<Double> done = Optional.empty();

  /**
   * @param lifetimes what has expired is left out
   */
  public Export(Source source, Lifetimes lifetimes) {
    this.source = source;
    this.lifetimes = lifetimes;
  }

  /** How many reports the file has so far; on any thread. */
  public long reports() {
    return reports;
  }

  /** The share of the source that is read, if it is known; on any thread. */
  public Optional<Double> done() {
    return done;
  }

  /** Writes to a stream. */
  public void writeTo(OutputStream stream) throws IOException, InterruptedException {
    try (var out = RowFile.of(stream)) {
      begin(out);
      write(out, Optional.empty());
    }
  }

  /** Writes a new file, in place of the one that is there. */
  public void writeTo(Path file) throws IOException, InterruptedException {
    try (var out = RowFile.create(file)) {
      begin(out);
      write(out, Optional.empty());
    }
  }

  /**
   * Goes on with a file that was cut short, from the last of its places that are good for that.
   *
   * @return whether there was anything to do
   * @throws IOException also if it is a file of another source
   */
  public boolean goOn(Path file) throws IOException, InterruptedException {
    Optional<RowFileStart> start = RowFileStart.read(file);
    if (start.isEmpty()) {
      writeTo(file);
      return true;
    }
    RowFileStart had = start.get();
    if (!had.header().from().equals(source.description())) {
      throw new IOException(
          "%s: from %s (expected: from %s; name another file)"
              .formatted(file, had.header().from(), source.description()));
    }
    reports = had.reports();
    if (had.isComplete()) {
      return false;
    }
    try (var out = RowFile.goOn(file, had)) {
      write(out, had.cursor());
    }
    return true;
  }

  private void begin(RowFile out) throws IOException {
    out.write(new Row.Header(RowPrinter.VERSION, source.description(), Instant.now().toString()));
  }

  private void write(RowFile out, Optional<String> from) throws IOException, InterruptedException {
    Source.Page page = readAfterGap(from);
    while (true) {
      write(out, page);
      if (page.next().isEmpty()) {
        break;
      }
      out.write(new Row.Cursor(page.next().get()));
      out.flush();
      page = readAfterGap(page.next());
    }
    out.write(new Row.End(reports));
  }

  /** A source that has been started anew tells all again: what comes twice does no harm. */
  private Source.Page readAfterGap(Optional<String> cursor)
      throws IOException, InterruptedException {
    try {
      return source.read(cursor);
    } catch (Source.CursorGone _) {
      return source.read(Optional.empty());
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void write(RowFile out, Source.Page page) throws IOException {
    long now = WallClock.nanos();
    for (Report report : page.reports()) {
      if (!lifetimes.isExpired(report, now)) {
        out.write(new Row.Entry(report));
        reports++;
      }
    }
    done = page.done();
  }
}
