package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PosixTimeTest {
  @Test
  void ofNanosKeepsSecondsAndFraction() {
    assertThat(PosixTime.ofNanos(1_500_000_001))
        .isEqualTo(new PosixTime(1, 500_000_001_000_000_000L));
    assertThat(PosixTime.ofNanos(-1)).isEqualTo(new PosixTime(-1, 999_999_999_000_000_000L));
    assertThat(PosixTime.ofNanos(Long.MAX_VALUE).seconds()).isEqualTo(9_223_372_036L);
  }

  @Seeds(count = 1000)
  void hasTheOrderOfBigDecimal(long seed) {
    var random = new Random(seed);
    String one = Numbers.decimal(random);
    String other =
        random.nextInt(4) == 0
            ? "0".repeat(12 - integerDigits(one)) + one
            : Numbers.decimal(random);

    int order = Integer.signum(time(one).compareTo(time(other)));

    assertThat(order).isEqualTo(new BigDecimal(one).compareTo(new BigDecimal(other)));
    assertThat(time(one).equals(time(other))).isEqualTo(order == 0);
  }

  private static int integerDigits(String number) {
    return number.contains(".") ? number.indexOf('.') : number.length();
  }

  private static PosixTime time(String text) {
    return PosixTime.parse(text.getBytes(ISO_8859_1), 0, text.length());
  }
}
