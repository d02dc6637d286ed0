package io.proxyherd.journal;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import io.proxyherd.testing.SimulatedDisk;
import io.proxyherd.testing.VirtualClock;
import io.proxyherd.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One life of a server that does nothing but learn and keep its journal; the disk does its orders
 * when {@link #work} is called.
 */
final class JournalLife implements JournalObserver, Appender {
  static final String SERVER = "Alford";
  private static final int FIRST_SECOND = 1_700_000_000;

  final List<Report> acknowledged = new ArrayList<>();
  final List<String> said = new ArrayList<>();
  final Store store = new Store(new Random(1), Lifetimes.USUAL);
  final Coverage coverage = new Coverage();
  final Recovered recovered;
  final JournalWriter journal;
  private final Truth truth;
  private final Random random;
  private final ArrayDeque<DiskOrder> ofSegments = new ArrayDeque<>();
  private final ArrayDeque<DiskOrder> others = new ArrayDeque<>();
  private final LateNews news = new LateNews();
  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final Origin origin;
  private final DiskWorker worker;
  private final boolean waitForSync;

  JournalLife(SimulatedDisk disk, Truth truth, Random random, boolean waitForSync)
      throws IOException {
    this.truth = truth;
    this.random = random;
    this.waitForSync = waitForSync;
    recovered = Recovery.run(disk, SERVER, store::offer);
    var _ = coverage.raise(recovered.coverage());
    origin = new Origin(SERVER, random.nextLong());
    journal =
        new JournalWriter(
            new JournalRules(waitForSync, 1500),
            origin,
            recovered,
            store,
            coverage,
            timers,
            this,
            this);
    worker = new DiskWorker(disk, origin, news);
  }

  /** So many batches, after each of which the disk may or may not get on. */
  void live(int batches) {
    for (int i = 0; i < batches; i++) {
      for (int commands = random.nextInt(3); commands >= 0; commands--) {
        step();
      }
      journal.endOfBatch();
      if (random.nextInt(3) > 0) {
        work(random.nextInt(6));
      }
    }
  }

  /** Lets the disk do what it was asked for. */
  void work() {
    work(Integer.MAX_VALUE);
  }

  private void work(int most) {
    for (int done = 0; done < most && !(ofSegments.isEmpty() && others.isEmpty()); done++) {
      boolean segment = others.isEmpty() || (!ofSegments.isEmpty() && random.nextBoolean());
      worker.execute((segment ? ofSegments : others).remove());
      news.tell(journal);
    }
    if (waitForSync || random.nextInt(4) == 0) {
      worker.sync();
    }
    news.tell(journal);
  }

  @Override
  public void submit(DiskOrder order) {
    (order instanceof DiskOrder.OfSegment ? ofSegments : others).add(order);
  }

  @Override
  public boolean writeNow(DiskOrder.Append append) {
    return ofSegments.isEmpty() && random.nextInt(4) > 0 && worker.segments().write(append);
  }

  void pass(Duration time) {
    clock.advance(time);
    timers.run();
  }

  /** A client's report, under this life's next number. */
  void accept() {
    if (journal.isReadOnly()) {
      return;
    }
    Report report = truth.add(random, new Stamp(origin, coverage.upTo(origin) + 1));
    if (store.offer(report) == Store.NOT_NEWER) {
      truth.withdraw(report);
      return;
    }
    var _ = coverage.raise(origin, report.stamp().seq());
    journal.accepted(report);
    long lsn = journal.lsn();
    journal.await(
        new Waiter() {
          @Override
          public long lsn() {
            return lsn;
          }

          @Override
          public void kept() {
            acknowledged.add(report);
          }

          @Override
          public void failed() {}
        });
  }

  private void step() {
    if (random.nextInt(3) > 0) {
      accept();
    } else {
      hear();
    }
  }

  /** A peer sends some of what there is anywhere, and sometimes says what that covers. */
  private void hear() {
    List<Report> all = truth.reports();
    for (int count = random.nextInt(4); count > 0 && !all.isEmpty(); count--) {
      learn(all.get(random.nextInt(all.size())));
    }
    if (random.nextInt(3) == 0) {
      all.forEach(this::learn);
      if (coverage.raise(truth.coverage())) {
        journal.covered();
      }
    }
    if (random.nextBoolean()) {
      Origin ball = new Origin("Ball", 7);
      truth.add(random, new Stamp(ball, truth.coverage().upTo(ball) + 1));
    }
  }

  private void learn(Report report) {
    if (store.offer(report) != Store.NOT_NEWER) {
      journal.learned(report);
    }
  }

  @Override
  public void journalFailed(String reason) {
    said.add("failed");
  }

  @Override
  public void journalRecovered() {
    said.add("recovered");
  }

  @Override
  public void journalLost(String reason) {
    said.add("lost");
  }

  static String line(Random random) {
    return "AT %s +0.100000000 client%d +34.06-118.44 %d.5"
        .formatted(SERVER, random.nextInt(6), FIRST_SECOND + random.nextInt(1000));
  }
}
