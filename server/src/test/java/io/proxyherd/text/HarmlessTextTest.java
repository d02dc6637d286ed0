package io.proxyherd.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HarmlessTextTest {

  private static String harmless(byte[] bytes) {
    var text = new StringBuilder();
    HarmlessText.append(text, bytes, 0, bytes.length);
    return text.toString();
  }

  @Test
  void printableTextStaysAsItIs() {
    assertThat(harmless("IAMAT kiwi +34-118 Grüße 日本 🥝".getBytes(UTF_8)))
        .isEqualTo("IAMAT kiwi +34-118 Grüße 日本 🥝");
  }

  @ParameterizedTest
  @CsvSource({
    "0A, \\x0a", // line feed: no second line can be forged
    "0D, \\x0d",
    "09, \\x09",
    "00, \\x00",
    "1B, \\x1b", // escape: no terminal sequence
    "7F, \\x7f",
    "5C, \\\\", // backslash
    "C29B, \\xc2\\x9b", // C1: the one-byte form of ESC [
    "E280AE, \\xe2\\x80\\xae", // right-to-left override
    "E280A8, \\xe2\\x80\\xa8", // line separator
    "FF, \\xff",
    "C0AF, \\xc0\\xaf", // overlong slash
    "EDA080, \\xed\\xa0\\x80", // half a surrogate pair
    "F4908080, \\xf4\\x90\\x80\\x80", // beyond Unicode
    "E282, \\xe2\\x82", // cut short
    "41C3, A\\xc3",
    "C341, \\xc3A",
  })
  void theRestIsShownByteByByte(String hex, String shown) {
    assertThat(harmless(HexFormat.of().parseHex(hex))).isEqualTo(shown);
  }

  @Test
  void onlyTheRangeIsRead() {
    var text = new StringBuilder();
    HarmlessText.append(text, "<kiwi>".getBytes(UTF_8), 1, 5);
    assertThat(text).hasToString("kiwi");
  }

  @Seeds
  void whatIsShownCanBeReadBackAndHoldsNoControls(long seed) {
    byte[] bytes = new byte[200];
    new Random(seed).nextBytes(bytes);
    String shown = harmless(bytes);
    assertThat(shown.codePoints()).noneMatch(Character::isISOControl);
    assertThat(readBack(shown)).isEqualTo(bytes);
  }

  private static byte[] readBack(String shown) {
    var bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < shown.length()) {
      if (shown.startsWith("\\x", i)) {
        bytes.write(Integer.parseInt(shown, i + 2, i + 4, 16));
        i += 4;
      } else if (shown.startsWith("\\\\", i)) {
        bytes.write('\\');
        i += 2;
      } else {
        String letter = Character.toString(shown.codePointAt(i));
        bytes.writeBytes(letter.getBytes(UTF_8));
        i += letter.length();
      }
    }
    return bytes.toByteArray();
  }
}
