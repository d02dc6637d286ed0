package io.proxyherd.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:12860",
        "localhost:1",
        "a-b.example:65535",
        "[::1]:12860",
        "[fe80::1%eth0]:5"
      })
  void isPrintedAsItIsRead(String text) {
    assertThat(Address.parse(text)).map(Address::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "a",
        "a:",
        "a:0",
        "a:65536",
        "a:123456",
        "::1:1",
        "[::1]",
        "[]:1",
        "a b:1",
        "a:1x",
        "[a:1"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }
}
