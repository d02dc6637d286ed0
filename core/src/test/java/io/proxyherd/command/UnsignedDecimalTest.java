package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnsignedDecimalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "00", "1.0", "999999999999", "0.123456789012345678", "000000000000.5"})
  void acceptsDigitsWithAFraction(String text) {
    assertThat(UnsignedDecimal.isValid(bytes(text), 0, text.length())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        ".1",
        "+1",
        "-1",
        " 1",
        "1 ",
        "1e5",
        "1E5",
        "0x1",
        "nan",
        "inf",
        "1.2.3",
        "1,5",
        "1234567890123",
        "0.1234567890123456789",
        "\u00b2",
        "1_0",
        "/",
        ":"
      })
  void rejectsAnythingElse(String text) {
    assertThat(UnsignedDecimal.isValid(bytes(text), 0, text.length())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.0", "1.", "1234567890123", "-1", "1e1"})
  void isNoIntegerWhenItIsMoreThanTwelveDigits(String text) {
    assertThat(UnsignedDecimal.isInteger(bytes(text), 0, text.length())).isFalse();
  }

  @Seeds(count = 1000)
  void saysWhatBigDecimalSays(long seed) {
    var random = new Random(seed);
    String text = Numbers.decimal(random);
    byte[] bytes = bytes("9" + text + "9");

    assertThat(UnsignedDecimal.isValid(bytes, 1, 1 + text.length())).isTrue();
    BigDecimal exact = new BigDecimal(text);
    BigDecimal parsed =
        BigDecimal.valueOf(UnsignedDecimal.integer(bytes, 1, 1 + text.length()))
            .add(BigDecimal.valueOf(UnsignedDecimal.attos(bytes, 1, 1 + text.length()), 18));
    assertThat(parsed).isEqualByComparingTo(exact);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
