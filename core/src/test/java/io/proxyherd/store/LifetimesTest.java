package io.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxyherd.Seeds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class LifetimesTest {
  private static final long SECOND = 1_000_000_000;
  private static final Lifetimes LIFETIMES =
      new Lifetimes(Duration.ofSeconds(30), Duration.ofSeconds(10));

  @Test
  void countFromTheReceipt() {
    Report report = Reports.at("a", 100);

    assertThat(LIFETIMES.expiresAtNanos(report)).isEqualTo(130 * SECOND);
    assertThat(LIFETIMES.isExpired(report, 130 * SECOND - 1)).isFalse();
    assertThat(LIFETIMES.isExpired(report, 130 * SECOND)).isTrue();
  }

  @Test
  void ofATombstoneAreTheirOwn() {
    assertThat(LIFETIMES.expiresAtNanos(tombstone(Reports.at("a", 100), 105)))
        .isEqualTo(115 * SECOND);
    assertThat(LIFETIMES.shorterNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void doNotOverflow() {
    Report report = Reports.of("AT A +0.000000000 a +1+1 1", Long.MAX_VALUE - 5, 0);

    assertThat(LIFETIMES.expiresAtNanos(report)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void areMoreThanNothing() {
    assertThatThrownBy(() -> new Lifetimes(Duration.ZERO, Duration.ofDays(1)))
        .hasMessageContaining("(expected: more than 0)");
  }

  /** Servers notice an expiry one after the other. */
  @Test
  void anOlderReportThatCameAfterAnExpiryReplacesTheExpiredOne() {
    Report newest = Reports.of("AT A +0.000000000 a +1+1 100", 100);
    Report before = Reports.of("AT A +0.000000000 a +2+2 99", 129);
    Report after = Reports.of("AT A +0.000000000 a +3+3 98", 130);

    assertThat(LIFETIMES.replaces(before, newest)).isFalse();
    assertThat(LIFETIMES.replaces(newest, before)).isTrue();
    assertThat(LIFETIMES.replaces(after, newest)).isTrue();
    assertThat(LIFETIMES.replaces(newest, after)).isFalse();
  }

  @Seeds(count = 500)
  void ofTwoThatDifferOneReplacesTheOther(long seed) {
    var random = new Random(seed);
    Report one = any(random);
    Report other = any(random);

    assertThat(LIFETIMES.replaces(one, other) && LIFETIMES.replaces(other, one)).isFalse();
    assertThat(LIFETIMES.replaces(one, other) || LIFETIMES.replaces(other, one))
        .isEqualTo(!one.equals(other));
  }

  private static Report any(Random random) {
    Report report = Reports.at("a", 100 + random.nextInt(50));
    return random.nextBoolean() ? report : tombstone(report, 100 + random.nextInt(50));
  }

  private static Report tombstone(Report known, long toldAtSeconds) {
    return Report.tombstone(known, "Ball", toldAtSeconds * SECOND, new Stamp(Reports.ORIGIN, 7));
  }

  @Nested
  final class Tombstones {
    private final Report known = Reports.of("AT A +0.000000000 a +1+1 100.5", 100);

    @Test
    void replaceWhatWasKnownAndEverythingOlder() {
      Report tombstone = tombstone(known, 200);

      assertThat(tombstone.isNewerThan(known)).isTrue();
      assertThat(tombstone.isNewerThan(Reports.of("AT Z +0.000000000 a +9+9 100.5", 200))).isTrue();
      assertThat(tombstone.isNewerThan(Reports.at("a", 99))).isTrue();
      assertThat(Reports.at("a", 101).isNewerThan(tombstone)).isTrue();
    }

    @Test
    void sayNothingOfThePlace() {
      assertThat(tombstone(known, 200)).hasToString("AT Ball +0.000000000 a +0+0 100.5");
      assertThat(tombstone(known, 200).isTombstone()).isTrue();
      assertThat(known.isTombstone()).isFalse();
    }

    @Test
    void ofAClockThatRanAheadLockNobodyOut() {
      Report ahead = Reports.of("AT A +0.000000000 a +1+1 999999999999", 100);
      Report tombstone = tombstone(ahead, 200);

      assertThat(tombstone.isNewerThan(ahead)).isTrue();
      assertThat(Reports.at("a", 201).isNewerThan(tombstone)).isTrue();
    }

    @Test
    void replaceItEvenIfTheOrderCameFromASlowClock() {
      Report ahead = Reports.of("AT A +0.000000000 a +1+1 999999999999", 100);

      assertThat(tombstone(ahead, 50).isNewerThan(ahead)).isTrue();
      assertThat(tombstone(known, 50).isNewerThan(known)).isTrue();
    }

    @Test
    void arePrintedAndReadBack() throws ReportReader.Malformed {
      Report tombstone = tombstone(known, 200);
      var bytes = ByteBuffer.allocate(500);
      new ReportWriter().write(tombstone, bytes);

      Report read = new ReportReader().readReport(bytes.flip());

      assertThat(read).isEqualTo(tombstone);
      assertThat(read.isTombstone()).isTrue();
      assertThat(read.fingerprint()).isEqualTo(tombstone.fingerprint());
      assertThat(read.fingerprint()).isNotEqualTo(known.fingerprint());
    }
  }
}
