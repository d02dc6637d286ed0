package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "100001"})
  void aDemoOfTooFewOrTooManyIsRefused(String clients) {
    assertThat(Ran.herd("up", "--demo-clients", clients))
        .isEqualTo(
            new Ran(
                2,
                "",
                "herd: --demo-clients: "
                    + clients
                    + " (expected: 1 to 100000); see herd up --help\n"));
  }
}
