package io.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CellTimesTest {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NOW = 1_800_000_000;

  @Test
  void areThoseOfTheEffectiveTime() {
    CellTimes times = of("1800000000.123456789", NOW);

    assertThat(times.timestampMicros()).isEqualTo(1_800_000_000_123_456L);
    assertThat(times.writtenAtSeconds()).isEqualTo(NOW);
    assertThat(times.ttlSeconds()).isEqualTo(31 * 86_400);
  }

  @Test
  void ofAWrongClockAreThoseOfItsReceipt() {
    assertThat(of("32503680000", NOW).timestampMicros()).isEqualTo((NOW + 60) * 1_000_000);
  }

  @Test
  void ofEqualTimestampsDoNotDependOnTheReceiptUnlessThatIsADayLater() {
    assertThat(of("1800000000.1", NOW + 86_399)).isEqualTo(of("1800000000.1", NOW));
    assertThat(of("1800000000.1", NOW + 86_400).expiresAtSeconds())
        .isEqualTo(of("1800000000.1", NOW).expiresAtSeconds() + 86_400);
  }

  @Test
  void ofATombstoneAreAtLeastThoseOfWhatItReplaces() {
    Report known = report("1800000000.5", NOW);
    Report tombstone = Report.tombstone(known, "Ball", (NOW + 1) * NANOS_PER_SECOND, known.stamp());

    assertThat(CellTimes.of(tombstone, Lifetimes.USUAL))
        .isEqualTo(CellTimes.of(known, Lifetimes.USUAL));
  }

  @Seeds(count = 1000)
  void letACellLiveAsLongAsItsReportAndNotMuchLonger(long seed) {
    var random = new Random(seed);
    var lifetimes =
        new Lifetimes(
            Duration.ofSeconds(1 + random.nextInt(10_000_000)),
            Duration.ofSeconds(1 + random.nextInt(10_000_000)));
    long received = NOW + random.nextInt(100_000_000);
    String time = Long.toString(random.nextBoolean() ? random.nextLong(2 * NOW) : received - 5);
    Report report = report(time, received);
    long longer = Math.max(lifetimes.report().toSeconds(), lifetimes.tombstone().toSeconds());

    CellTimes times = CellTimes.of(report, lifetimes);

    assertThat(times.expiresAtSeconds())
        .isBetween(received + longer, received + 60 + longer + CellTimes.graceSeconds(lifetimes));
  }

  private static CellTimes of(String time, long receivedAtSeconds) {
    return CellTimes.of(report(time, receivedAtSeconds), Lifetimes.USUAL);
  }

  private static Report report(String time, long receivedAtSeconds) {
    return Reports.of("AT Alford +0.000000000 kiwi +1+1 " + time, receivedAtSeconds);
  }
}
