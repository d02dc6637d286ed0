package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.PosixTime;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Stamp STAMP = new Stamp(Reports.ORIGIN, 1);

  @Test
  void knowsItsFields() {
    Report report = Reports.of("AT Ball +1.000000000 kiwi +34-118.5 1.50", 2, 3);

    assertThat(report.server()).hasToString("Ball");
    assertThat(report.client()).hasToString("kiwi");
    assertThat(report.location()).hasToString("+34-118.5");
    assertThat(report.clientTime()).isEqualTo(new PosixTime(1, 500_000_000_000_000_000L));
    assertThat(report.receivedAtNanos()).isEqualTo(2);
    assertThat(report.toleranceMs()).isEqualTo(3);
    assertThat(report).hasToString("AT Ball +1.000000000 kiwi +34-118.5 1.50");
  }

  @Test
  void isMadeOfAnAtLineAndATolerance() {
    byte[] line = "AT Ball +1.000000000 kiwi +34-118.5 1".getBytes(ISO_8859_1);

    assertThat(Report.of(line, 0, 0, STAMP)).isPresent();
    assertThat(Report.of(line, 0, -1, STAMP)).isEmpty();
    assertThat(Report.of("IAMAT kiwi +1+1 1".getBytes(ISO_8859_1), 0, 0, STAMP)).isEmpty();
  }

  @Nested
  final class EffectiveTime {
    @Test
    void isTheClientsTimeUpToTheTolerance() {
      assertThat(effective("160", 100, 60_000)).isEqualTo(new PosixTime(160, 0));
      assertThat(effective("160.000000000000000001", 100, 60_000)).isEqualTo(new PosixTime(160, 0));
      assertThat(effective("999999999999", 100, 60_000)).isEqualTo(new PosixTime(160, 0));
      assertThat(effective("1", 100, 60_000)).isEqualTo(new PosixTime(1, 0));
    }

    @Test
    void hasTheToleranceOfTheServerThatHeardIt() {
      assertThat(effective("200", 100, 0)).isEqualTo(new PosixTime(100, 0));
      assertThat(effective("200", 100, 50)).isEqualTo(PosixTime.ofNanos(100_050_000_000L));
      assertThat(effective("9999999", 100, Integer.MAX_VALUE))
          .isEqualTo(PosixTime.ofNanos(100_000_000_000L + Integer.MAX_VALUE * 1_000_000L));
    }

    @Test
    void endsWithTheClockNotBeforeIt() {
      Report atTheEndOfTime =
          Reports.of("AT Ball +1.000000000 kiwi +1+1 999999999999", Long.MAX_VALUE, 60_000);

      assertThat(atTheEndOfTime.effectiveTime()).isEqualTo(PosixTime.ofNanos(Long.MAX_VALUE));
    }

    private PosixTime effective(String clientTime, long receivedAtSeconds, int toleranceMs) {
      String line = "AT Ball +1.000000000 kiwi +1+1 " + clientTime;
      return Reports.of(line, receivedAtSeconds * 1_000_000_000, toleranceMs).effectiveTime();
    }
  }

  @Nested
  final class Order {
    private static final String REST = " +0.000000000 a ";

    @Test
    void isByEffectiveTimeFirst() {
      assertGreater(
          Reports.of("AT Alford" + REST + "+1+1 161", 101),
          Reports.of("AT Ball" + REST + "+2+2 999", 100));
    }

    @Test
    void thenByClientTime() {
      assertGreater(
          Reports.of("AT Alford" + REST + "+1+1 999", 100),
          Reports.of("AT Ball" + REST + "+2+2 998", 100));
    }

    @Test
    void thenByServer() {
      assertGreater(
          Reports.of("AT Ball" + REST + "+1+1 100", 100),
          Reports.of("AT Alford" + REST + "+2+2 100", 101));
    }

    @Test
    void thenByLocationAsBytes() {
      assertGreater(
          Reports.of("AT Ball" + REST + "+2+2 100", 100),
          Reports.of("AT Ball" + REST + "+1+1 100", 101));
      assertGreater(
          Reports.of("AT Ball" + REST + "-1+1 100", 100),
          Reports.of("AT Ball" + REST + "+1+1 100", 100));
    }

    @Test
    void thenByTheMomentOfReceipt() {
      assertGreater(
          Reports.of("AT Ball +0.000000000 a +1+1 100", 101),
          Reports.of("AT Ball +5.000000000 a +1+1 100", 100));
    }

    @Test
    void thenByTheRestOfTheLineAndTheTolerance() {
      assertGreater(
          Reports.of("AT Ball +5.000000000 a +1+1 100", 100),
          Reports.of("AT Ball +0.000000000 a +1+1 100", 100));
      assertGreater(
          Reports.of("AT Ball +5.000000000 a +1+1 100", 100, 2),
          Reports.of("AT Ball +5.000000000 a +1+1 100", 100, 1));
    }

    @Seeds(count = 2000)
    void isTotal(long seed) {
      var random = new Random(seed);
      Report a = Reports.any(random, "k");
      Report b = Reports.any(random, "k");
      Report c = Reports.any(random, "k");

      assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
      if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
        assertThat(a).isLessThanOrEqualTo(c);
      }
      boolean isSame =
          a.toString().equals(b.toString())
              && a.receivedAtNanos() == b.receivedAtNanos()
              && a.toleranceMs() == b.toleranceMs();
      assertThat(a.compareTo(b) == 0).isEqualTo(isSame);
      assertThat(a.equals(b)).isEqualTo(isSame);
      assertThat(!isSame || a.hashCode() == b.hashCode()).isTrue();
    }

    private void assertGreater(Report greater, Report less) {
      assertThat(greater.isNewerThan(less)).isTrue();
      assertThat(less.isNewerThan(greater)).isFalse();
      assertThat(greater.isNewerThan(greater)).isFalse();
    }
  }
}
