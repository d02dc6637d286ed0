package io.proxyherd.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All that any server ever accepted, against which a recovered journal is checked. */
final class Truth {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Map<Stamp, Report> reports = new HashMap<>();
  private final List<Report> inOrder = new ArrayList<>();

  /** Another report, under that stamp. */
  Report add(Random random, Stamp stamp) {
    byte[] line = JournalLife.line(random).getBytes(US_ASCII);
    long receivedAt = (1_700_000_000L + random.nextInt(1000)) * NANOS_PER_SECOND;
    Report report = Report.of(line, receivedAt, 60_000, stamp).orElseThrow();
    reports.put(stamp, report);
    inOrder.add(report);
    return report;
  }

  /** It was not newer: its stamp is free again. */
  void withdraw(Report report) {
    reports.remove(report.stamp());
    inOrder.remove(inOrder.lastIndexOf(report));
  }

  List<Report> reports() {
    return List.copyOf(inOrder);
  }

  /** Of all that there is. */
  Coverage coverage() {
    var coverage = new Coverage();
    for (Stamp stamp : reports.keySet()) {
      var _ = coverage.raise(stamp.origin(), stamp.seq());
    }
    return coverage;
  }

  /** What is recovered from the disk invents nothing and claims nothing that it does not hold. */
  Store check(Disk disk) throws Exception {
    var store = new Store(new Random(2), Lifetimes.USUAL);
    Recovered recovered =
        Recovery.run(
            disk,
            JournalLife.SERVER,
            report -> {
              assertThat(reports.get(report.stamp())).as("invented: %s", report).isEqualTo(report);
              var _ = store.offer(report);
            });
    check(recovered.coverage(), store);
    return store;
  }

  void check(Coverage coverage, Store store) {
    for (Report report : inOrder) {
      if (coverage.covers(report.stamp())) {
        assertHolds(store, report);
      }
    }
  }

  static void assertHolds(Store store, Report report) {
    assertThat(store.find(report.client()))
        .as("%s %s", report.stamp(), report)
        .hasValueSatisfying(held -> assertThat(held).isGreaterThanOrEqualTo(report));
  }
}
