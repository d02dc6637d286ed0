package io.proxyherd.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.journal.DiskEvents;
import io.proxyherd.journal.JournalObserver;
import io.proxyherd.journal.JournalRefused;
import io.proxyherd.journal.JournalRules;
import io.proxyherd.journal.JournalWriter;
import io.proxyherd.journal.Recovered;
import io.proxyherd.journal.Recovery;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal on the file system of this machine. */
@Timeout(60)
final class DiskTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int CLIENTS = 100_000;

  @TempDir private Path dir;

  private final BlockingQueue<Consumer<JournalWriter>> events = new LinkedBlockingQueue<>();
  private final Store store = new Store(new Random(1), Lifetimes.USUAL);
  private final Coverage coverage = new Coverage();
  private final Origin writer = new Origin("Alford", 11);

  @Test
  void aHundredThousandClientsAreWrittenAndRecovered() throws Exception {
    write(CLIENTS, 64 << 20, 0);
    assertRecovered(CLIENTS, 1);
  }

  @Test
  void aCheckpointReplacesTheLog() throws Exception {
    write(CLIENTS, 1 << 20, 1);
    assertRecovered(CLIENTS, 1);
    assertThat(names()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void whatWasWrittenAndNotSyncedSurvivesTheProcess() throws Exception {
    FileDisk disk = FileDisk.open(dir);
    var thread = thread(disk, false);
    JournalWriter journal = journal(Recovered.nothing(), thread, 64 << 20);
    thread.start();
    accept(journal, 1);
    awaitKept(journal);
    // The thread goes on and nothing was synced: what a killed process leaves behind.
    disk.close();
    assertRecovered(1, 1);
    assertThat(thread.close()).isTrue();
  }

  @Test
  void withSyncNothingIsKeptBeforeItIsSynced() throws Exception {
    try (FileDisk disk = FileDisk.open(dir)) {
      var seen = new ArrayList<String>();
      var thread = new JournalThreads(disk, writer, true, NEVER, new Recording(seen, events));
      thread.start();
      JournalWriter journal = journal(Recovered.nothing(), thread, 64 << 20);
      accept(journal, 1);
      assertThat(thread.close()).isTrue();
      assertThat(seen).containsSubsequence("written 1", "synced 1");
    }
  }

  @Test
  void whatIsWrittenIsSyncedWithinTheInterval() throws Exception {
    try (FileDisk disk = FileDisk.open(dir)) {
      var synced = new LinkedBlockingQueue<String>();
      var seen =
          new ArrayList<String>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean add(String event) {
              return synced.add(event);
            }
          };
      var thread =
          new JournalThreads(
              disk, writer, false, Duration.ofMillis(20), new Recording(seen, events));
      thread.start();
      JournalWriter journal = journal(Recovered.nothing(), thread, 64 << 20);
      accept(journal, 1);
      assertThat(synced.poll(30, TimeUnit.SECONDS)).isEqualTo("written 1");
      assertThat(synced.poll(30, TimeUnit.SECONDS)).isEqualTo("synced 1");
      assertThat(thread.close()).isTrue();
    }
  }

  @Test
  void aFrameIsKeptAtOnceWhileTheDiskIsQuick() throws Exception {
    try (FileDisk disk = FileDisk.open(dir)) {
      var threads = thread(disk, false);
      threads.start();
      JournalWriter journal = journal(Recovered.nothing(), threads, 64 << 20);
      for (int client = 1; !journal.isKept(journal.lsn()) || client == 1; client++) {
        accept(journal, client);
      }
      assertThat(threads.close()).isTrue();
    }
  }

  @Test
  void aDiskThatHangsHoldsNobodyUp() throws Exception {
    try (FileDisk files = FileDisk.open(dir)) {
      var disk = new HangingDisk(files);
      var threads = new JournalThreads(disk, writer, true, NEVER, new Recording(List.of(), events));
      threads.start();
      JournalWriter journal = journal(Recovered.nothing(), threads, 64 << 20);
      accept(journal, 1);
      awaitKept(journal);
      disk.hang();
      accept(journal, 2);
      disk.awaitSync();
      for (int client = 3; client < 100; client++) {
        accept(journal, client);
      }
      assertThat(journal.isKept(journal.lsn())).isFalse();
      disk.goOn();
      awaitKept(journal);
      assertThat(threads.close()).isTrue();
    }
    assertRecovered(99, 1);
  }

  @Test
  void anInterruptDoesNotStopTheThread() throws Exception {
    try (FileDisk disk = FileDisk.open(dir)) {
      var thread = thread(disk, false);
      thread.start();
      Thread.getAllStackTraces().keySet().stream()
          .filter(it -> it.getName().equals("journal-Alford"))
          .forEach(Thread::interrupt);
      JournalWriter journal = journal(Recovered.nothing(), thread, 64 << 20);
      accept(journal, 1);
      awaitKept(journal);
      assertThat(thread.close()).isTrue();
    }
  }

  @Test
  void twoServersCannotHaveOneDirectory() throws Exception {
    FileDisk disk = FileDisk.open(dir);
    assertThatThrownBy(() -> FileDisk.open(dir))
        .isInstanceOf(JournalRefused.class)
        .hasMessage(
            "data directory %s is in use by another server; stop that one or set another data-dir",
            dir);
    disk.close();
    FileDisk.open(dir).close();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private long checkpoints() throws IOException {
    return names().stream()
        .filter(name -> name.startsWith("checkpoint") && !name.endsWith(".tmp"))
        .count();
  }

  /** Until all is kept, in so many checkpoints at least. */
  private void write(int clients, long checkpointBytes, int checkpoints) throws Exception {
    try (FileDisk disk = FileDisk.open(dir)) {
      var thread = thread(disk, false);
      JournalWriter journal = journal(Recovered.nothing(), thread, checkpointBytes);
      thread.start();
      for (int client = 1; client <= clients; client++) {
        accept(journal, client);
        takeEvents(journal);
      }
      awaitKept(journal);
      while (checkpoints() < checkpoints) {
        awaitEvent(journal);
      }
      assertThat(thread.close()).isTrue();
    }
  }

  private void assertRecovered(int clients, long seqFrom) throws IOException {
    try (FileDisk disk = FileDisk.open(dir)) {
      var recovered = new Store(new Random(2), Lifetimes.USUAL);
      Recovered what = Recovery.run(disk, "Alford", recovered::offer);
      assertThat(what.damage()).isEmpty();
      assertThat(recovered.size()).isEqualTo(clients);
      assertThat(what.coverage().covers(new Stamp(writer, seqFrom))).isTrue();
      assertThat(what.coverage()).isEqualTo(coverage);
    }
  }

  private void accept(JournalWriter journal, int client) {
    var stamp = new Stamp(writer, coverage.upTo(writer) + 1);
    String line = "AT Alford +0.100000000 client" + client + " +34.06-118.44 1700000000.5";
    Report report =
        Report.of(line.getBytes(US_ASCII), 1_700_000_000_000_000_000L, 1, stamp).orElseThrow();
    var _ = store.offer(report);
    var _ = coverage.raise(writer, stamp.seq());
    journal.accepted(report);
    journal.endOfBatch();
  }

  private JournalThreads thread(FileDisk disk, boolean sync) {
    return new JournalThreads(disk, writer, sync, NEVER, new Recording(List.of(), events));
  }

  private JournalWriter journal(Recovered recovered, JournalThreads thread, long checkpointBytes) {
    return new JournalWriter(
        new JournalRules(false, checkpointBytes),
        writer,
        recovered,
        store,
        coverage,
        new Timers(new Stopped(), _ -> {}),
        thread,
        new JournalObserver() {});
  }

  private void takeEvents(JournalWriter journal) {
    for (var event = events.poll(); event != null; event = events.poll()) {
      event.accept(journal);
    }
  }

  private void awaitKept(JournalWriter journal) throws InterruptedException {
    while (!journal.isKept(journal.lsn())) {
      awaitEvent(journal);
    }
  }

  private void awaitEvent(JournalWriter journal) throws InterruptedException {
    var event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    if (event != null) {
      event.accept(journal);
    }
  }

  private record Stopped() implements Clock {
    @Override
    public long wallNanos() {
      return 0;
    }

    @Override
    public long monotonicNanos() {
      return 0;
    }
  }

  /** Brings the events to the test's thread. */
  private record Recording(List<String> seen, BlockingQueue<Consumer<JournalWriter>> events)
      implements DiskEvents {
    @Override
    public void onWritten(long lsn) {
      note("written " + lsn);
      events.add(journal -> journal.onWritten(lsn));
    }

    @Override
    public void onSynced(long lsn) {
      note("synced " + lsn);
      events.add(journal -> journal.onSynced(lsn));
    }

    @Override
    public void onRolled(long lsn) {
      events.add(journal -> journal.onRolled(lsn));
    }

    @Override
    public void onCheckpointPart() {
      events.add(JournalWriter::onCheckpointPart);
    }

    @Override
    public void onCheckpointEnd(long lsn, long bytes) {
      events.add(journal -> journal.onCheckpointEnd(lsn, bytes));
    }

    @Override
    public void onFailed(String reason) {
      events.add(journal -> journal.onFailed(reason));
    }

    @Override
    public void onLost(String reason) {
      events.add(journal -> journal.onLost(reason));
    }

    private void note(String event) {
      if (seen instanceof ArrayList<String>) {
        seen.add(event);
      }
    }
  }
}
