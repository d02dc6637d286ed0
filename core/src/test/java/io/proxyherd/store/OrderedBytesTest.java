package io.proxyherd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OrderedBytesTest {
  private static final Stamp STAMP = new Stamp(Reports.ORIGIN, 1);
  private static final Field KIWI = new Field("kiwi".getBytes(ISO_8859_1), 0, 4);

  @Seeds(count = 2000)
  void orderAsReportsDo(long seed) {
    var random = new Random(seed);
    Report one = any(random);
    Report other = any(random);

    assertThat(
            Integer.signum(
                Arrays.compareUnsigned(OrderedBytes.print(one), OrderedBytes.print(other))))
        .isEqualTo(Integer.signum(one.compareTo(other)));
  }

  @Seeds(count = 500)
  void areReadAsTheyWerePrinted(long seed) {
    Report report = any(new Random(seed));

    Report read = OrderedBytes.parse(KIWI, OrderedBytes.print(report), STAMP).orElseThrow();

    assertThat(read).isEqualTo(report).hasToString(report.toString());
    assertThat(read.receivedAtNanos()).isEqualTo(report.receivedAtNanos());
    assertThat(read.toleranceMs()).isEqualTo(report.toleranceMs());
    assertThat(read.isTombstone()).isEqualTo(report.isTombstone());
    assertThat(read.stamp()).isEqualTo(STAMP);
  }

  @Seeds(count = 500)
  void thatAreDamagedAreNoReportOrAnotherOne(long seed) {
    var random = new Random(seed);
    byte[] bytes = OrderedBytes.print(any(random));
    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length) + random.nextInt(2));
    if (damaged.length == bytes.length) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }

    OrderedBytes.parse(KIWI, damaged, STAMP)
        .ifPresent(read -> assertThat(OrderedBytes.print(read)).isEqualTo(damaged));
  }

  @Test
  void areAFewDozen() {
    Report report =
        Reports.of(
            "AT Alford +0.563873386 kiwi.cs.ucla.edu +34.068930-118.445127 1479413884.392014450",
            1_479_413_884);

    assertThat(OrderedBytes.print(report)).hasSize(94);
  }

  private static Report any(Random random) {
    Report report = Reports.any(random, "kiwi");
    return switch (random.nextInt(4)) {
      case 0 -> Report.tombstone(report, pick(random, "Alford", "Ball"), random.nextInt(2), STAMP);
      case 1 -> Reports.of(strange(random) + " 100", 100 + random.nextInt(2));
      case 2 -> Reports.of(strange(random) + " 100", random.nextBoolean() ? -1 : Long.MAX_VALUE, 0);
      default -> report;
    };
  }

  /** As no server of ours says it. */
  private static String strange(Random random) {
    String server =
        pick(random, "\0", "\1", "\0\1", "\1\1", "\2", "A", "A\0", "A\1", "\u00ff", "\u007f");
    return "AT "
        + server
        + pick(random, " +0.000000000", " +10.000000000", " -0.000000001")
        + " kiwi "
        + "+1+1";
  }

  private static String pick(Random random, String... values) {
    return List.of(values).get(random.nextInt(values.length));
  }
}
