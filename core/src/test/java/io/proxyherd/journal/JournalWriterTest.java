package io.proxyherd.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import io.proxyherd.testing.SimulatedDisk;
import io.proxyherd.testing.VirtualClock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a journal claims at the moments when most can go wrong. */
final class JournalWriterTest {
  private static final Origin SELF = new Origin("Alford", 11);
  private static final Origin BALL = new Origin("Ball", 7);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final Store store = new Store(new Random(1), Lifetimes.USUAL);
  private final Coverage coverage = new Coverage();
  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final ArrayDeque<DiskOrder> orders = new ArrayDeque<>();
  private final JournalWriter journal =
      new JournalWriter(
          new JournalRules(false, 100_000),
          SELF,
          Recovered.nothing(),
          store,
          coverage,
          timers,
          orders::add,
          new JournalObserver() {});
  private final DiskWorker worker = new DiskWorker(disk, SELF, journal);

  @Test
  void aCheckpointOfManyPartsClaimsWhatWasCoveredWhenItBegan() throws Exception {
    long covered = fillUntilCheckpoint();
    learn(covered + 1);
    cover(covered + 1);
    // The checkpoint gets to its end; what was learned meanwhile does not get to the disk.
    while (!orders.isEmpty()) {
      DiskOrder order = orders.remove();
      if (!(order instanceof DiskOrder.Append append && append.lsn() == journal.lsn())) {
        worker.execute(order);
      }
    }
    assertThat(recover().upTo(BALL)).isEqualTo(covered);
  }

  @Test
  void whatWasDroppedWhileNothingCouldBeWrittenIsNotClaimedBeforeTheNextCheckpoint()
      throws Exception {
    learn(1);
    cover(1);
    work();
    journal.onFailed("no room");
    learn(2);
    cover(2);
    clock.advance(Duration.ofSeconds(1));
    timers.run();
    learn(3);
    cover(3);
    // The process ends before the checkpoint does.
    while (!orders.isEmpty()) {
      DiskOrder order = orders.remove();
      if (!(order instanceof DiskOrder.CheckpointEnd)) {
        worker.execute(order);
      }
    }
    assertThat(recover().upTo(BALL)).isZero();
  }

  @Test
  void whatIsDistrustedIsNotClaimedByTheNextLife() throws Exception {
    learn(1);
    cover(1);
    journal.distrust();
    learn(2);
    cover(2);
    work();

    assertThat(journal.isReadOnly()).isTrue();
    assertThat(recover().isEmpty()).isTrue();
  }

  @Test
  void whileACheckpointIsCompletedNoOtherBegins() {
    fillUntilCheckpoint();
    while (!orders.isEmpty()) {
      DiskOrder order = orders.remove();
      // Its end takes long.
      if (!(order instanceof DiskOrder.CheckpointEnd)) {
        worker.execute(order);
      }
    }
    for (long seq = 1_000_000; seq < 1_000_010; seq++) {
      learn(seq);
      cover(seq);
    }
    assertThat(orders).hasOnlyElementsOfType(DiskOrder.Append.class);
  }

  private long fillUntilCheckpoint() {
    long seq = 0;
    while (orders.stream().noneMatch(DiskOrder.CheckpointPart.class::isInstance)) {
      seq++;
      learn(seq);
      cover(seq);
      // The checkpoint itself waits.
      while (!orders.isEmpty() && !(orders.peek() instanceof DiskOrder.CheckpointPart)) {
        worker.execute(orders.remove());
      }
    }
    return seq;
  }

  private void learn(long seq) {
    String line = "AT Ball +0.100000000 client" + seq + " +34.06-118.44 1700000000.5";
    Report report =
        Report.of(line.getBytes(US_ASCII), 1_700_000_000_000_000_000L, 1, new Stamp(BALL, seq))
            .orElseThrow();
    var _ = store.offer(report);
    journal.learned(report);
  }

  private void cover(long seq) {
    var _ = coverage.raise(BALL, seq);
    journal.covered();
    journal.endOfBatch();
  }

  private void work() {
    while (!orders.isEmpty()) {
      worker.execute(orders.remove());
    }
  }

  private Coverage recover() throws Exception {
    return Recovery.run(disk.afterKill(), "Alford", _ -> {}).coverage();
  }
}
