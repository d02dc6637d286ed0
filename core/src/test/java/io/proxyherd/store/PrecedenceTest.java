package io.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrecedenceTest {
  private static final String LINE = "AT Ball +0.000000000 kiwi +1+1 100";

  @ParameterizedTest
  @CsvSource({
    "AT Ball +0.000000000 kiwi +1+1 100, 100, NONE",
    "AT Ball +0.000000000 kiwi +1+1 101, 100, EFFECTIVE_TIME",
    "AT Ball +0.000000000 kiwi +1+1 100.0, 100, REST",
    "AT Alford +0.000000000 kiwi +1+2 100, 101, SERVER",
    "AT Ball +0.000000000 kiwi +1+2 100, 101, LOCATION",
    "AT Ball +0.000000000 kiwi +1+1 100, 101, RECEIPT",
    "AT Ball +0.000000001 kiwi +1+1 100, 100, REST",
  })
  void isTheFirstDifference(String line, long receivedAtSeconds, Precedence precedence) {
    Report one = Reports.of(LINE, 100);
    Report other = Reports.of(line, receivedAtSeconds);
    assertThat(Precedence.between(one, other)).isEqualTo(precedence);
    assertThat(Precedence.between(other, one)).isEqualTo(precedence);
  }

  @Seeds(count = 2000)
  void agreesWithTheOrder(long seed) {
    var random = new Random(seed);
    Report one = Reports.any(random, "kiwi");
    Report other = Reports.any(random, "kiwi");
    int order = Integer.signum(one.compareTo(other));
    int decided =
        Integer.signum(
            switch (Precedence.between(one, other)) {
              case EFFECTIVE_TIME -> one.effectiveTime().compareTo(other.effectiveTime());
              case CLIENT_TIME -> one.clientTime().compareTo(other.clientTime());
              case TOMBSTONE -> Boolean.compare(one.isTombstone(), other.isTombstone());
              case SERVER -> one.server().compareBytes(other.server());
              case LOCATION -> one.location().compareBytes(other.location());
              case RECEIPT -> Long.compare(one.receivedAtNanos(), other.receivedAtNanos());
              case REST -> order;
              case NONE -> 0;
            });
    assertThat(decided).isEqualTo(order);
  }
}
