package io.proxyherd.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "herd.example:65535", "[::1]:12860"})
  void printsWhatItParses(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @Test
  void readsAnAddressInBrackets() {
    assertThat(Endpoint.parse("[::1]:12860")).isEqualTo(new Endpoint("::1", 12860));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "herd", ":12860", "herd:", "herd:0", "herd:65536", "herd:x"})
  void refusesWhatNamesNoServer(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .hasMessage("server: " + text + " (expected: HOST:PORT, the port from 1 to 65535)");
  }
}
