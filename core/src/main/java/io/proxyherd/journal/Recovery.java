package io.proxyherd.journal;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal: the newest checkpoint, then the segments after it. Every report that verifies is
 * handed over. Coverage is claimed only if nothing is missing: LOCAL records raise it by what the
 * life of the server that wrote them accepted, COVER and CHECKPOINT_END by what they say; REMOTE
 * records never do, not even those with a stamp of this server, for what lies between two of them
 * may be elsewhere. Not thread-safe.
 */
public final class Recovery {
  private final Disk disk;
  private final String server;
  private final Consumer<Report> reports;
  private final FrameParser parser = new FrameParser();
  private final Coverage coverage = new Coverage();
  private Optional<String> damage = Optional.empty();
  private long lastLsn;
  private long bytes;
  private long checkpointBytes;
  private long cutBytes;

  private Recovery(Disk disk, String server, Consumer<Report> reports) {
    this.disk = disk;
    this.server = server;
    this.reports = reports;
  }

  /**
   * Reads the journal, if there is one, and removes what no frame can follow: unfinished files and
   * a torn tail.
   *
   * @param server whose journal it must be
   * @param reports takes every report, more than one of a client perhaps
   * @throws JournalRefused if it is another server's or another format's
   * @throws IOException if the disk fails
   */
  public static Recovered run(Disk disk, String server, Consumer<Report> reports)
      throws IOException {
    return new Recovery(disk, server, reports).recover();
  }

  private Recovered recover() throws IOException {
    List<FileName> segments = files(FileName.Kind.SEGMENT);
    List<FileName> checkpoints = files(FileName.Kind.CHECKPOINT);
    long from = 1;
    if (!checkpoints.isEmpty()) {
      FileName newest = checkpoints.getLast();
      from = newest.lsn();
      readCheckpoint(newest);
    }
    lastLsn = from - 1;
    for (FileName segment : segments) {
      if (segment.lsn() >= from) {
        readSegment(segment, segment.equals(segments.getLast()));
      }
    }
    removeLeftovers(from);
    return new Recovered(
        damage.isEmpty() ? coverage : new Coverage(),
        lastLsn,
        bytes,
        checkpointBytes,
        cutBytes,
        damage);
  }

  private List<FileName> files(FileName.Kind kind) throws IOException {
    return disk.list().stream()
        .map(FileName::parse)
        .flatMap(Optional::stream)
        .filter(name -> name.kind() == kind)
        .sorted(FileName.BY_LSN)
        .toList();
  }

  private void readCheckpoint(FileName name) throws IOException {
    var file = new FrameFile(disk, name);
    var contents = new Contents(name);
    long expected = 0;
    while (file.next()) {
      missing(name, expected, file.frameLsn());
      parse(file, contents);
      expected = file.frameLsn() + 1;
    }
    if (!contents.ended || file.hasTail() || file.hasSkipped()) {
      damaged(name, "is incomplete");
    }
    checkpointBytes = file.end();
    bytes += file.end();
  }

  private void readSegment(FileName name, boolean last) throws IOException {
    var file = new FrameFile(disk, name);
    var contents = new Contents(name);
    while (file.next()) {
      if (file.frameLsn() > 0) {
        missing(name, lastLsn + 1, file.frameLsn());
        lastLsn = Math.max(lastLsn, file.frameLsn());
      }
      parse(file, contents);
    }
    if (file.hasSkipped()) {
      damaged(name, "has bytes that do not verify");
    }
    boolean empty = file.end() == 0 || (contents.hasHeader && contents.records == 1);
    if (file.hasTail() && !last) {
      damaged(name, "has an end that does not verify");
    } else if (last && !empty) {
      cutBytes = tailLength(name, file.end());
      // Cut or not: what a killed process has written may not be on the medium yet.
      disk.truncate(name.toString(), file.end());
    }
    if (empty && last) {
      // Nothing in it but perhaps a torn header: its number is given again.
      disk.delete(name.toString());
    }
    bytes += file.end();
  }

  private void parse(FrameFile file, Contents contents) throws IOException {
    try {
      parser.parse(file.records(), contents);
    } catch (ReportReader.Malformed e) {
      damaged(contents.name, "has a frame with a " + e.getMessage());
    }
    if (contents.refused.isPresent()) {
      throw new JournalRefused(contents.refused.get());
    }
  }

  private void missing(FileName name, long expected, long found) {
    if (found != expected) {
      damaged(name, "has frame " + found + " (expected: " + expected + ")");
    }
  }

  private void damaged(FileName name, String what) {
    damage = damage.or(() -> Optional.of(name + " " + what));
  }

  private long tailLength(FileName name, long from) throws IOException {
    var buffer = ByteBuffer.allocate(64 * 1024);
    long length = 0;
    for (int read = 1; read > 0; length += Math.max(0, read)) {
      read = disk.read(name.toString(), from + length, buffer.clear());
    }
    return length;
  }

  /** What a crash left behind that no later recovery shall see. */
  private void removeLeftovers(long from) throws IOException {
    var superfluous = new ArrayList<String>();
    for (String name : disk.list()) {
      boolean old = FileName.parse(name).filter(file -> file.lsn() < from).isPresent();
      if (old || FileName.isUnfinished(name)) {
        superfluous.add(name);
      }
    }
    for (String name : superfluous) {
      disk.delete(name);
    }
    disk.syncDirectory();
  }

  /** Takes the records of one file. */
  private final class Contents implements FrameParser.Records {
    private final FileName name;
    private Optional<String> refused = Optional.empty();
    private boolean hasHeader;
    private boolean ended;
    private long records;

    Contents(FileName name) {
      this.name = name;
    }

    @Override
    public void header(int version, Origin writer) {
      records++;
      hasHeader = true;
      if (version != JournalFrame.VERSION) {
        refused =
            Optional.of(
                "journal format: "
                    + version
                    + " (expected: "
                    + JournalFrame.VERSION
                    + "); start the herd that wrote it, or move the journal away");
      } else if (!writer.server().equals(server)) {
        refused =
            Optional.of(
                "journal of server "
                    + writer.server()
                    + " (expected: "
                    + server
                    + "'s); set another data-dir, or move the journal away");
      }
    }

    @Override
    public void local(Report report) {
      records++;
      reports.accept(report);
      if (report.stamp().origin().equals(new Origin(server, name.incarnation()))) {
        coverage.raise(report.stamp().origin(), report.stamp().seq());
      }
    }

    @Override
    public void remote(Report report) {
      records++;
      reports.accept(report);
    }

    @Override
    public void cover(Coverage more) {
      records++;
      coverage.raise(more);
    }

    @Override
    public void checkpointEnd(Coverage covered) {
      records++;
      ended = true;
      coverage.raise(covered);
    }
  }
}
