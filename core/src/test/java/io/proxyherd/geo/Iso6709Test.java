package io.proxyherd.geo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.proxyherd.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Iso6709Test {
  @Nested
  final class Accepts {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "+35-120",
          "+0+0",
          "-0-0",
          "+00.0+000.0",
          "+90+180",
          "-90-180",
          "+90.000-180.000",
          "+89.999999999999999999-179.999999999999999999"
        })
    void decimalDegrees(String text) {
      assertThat(isValid(text)).isTrue();
    }
  }

  @Nested
  final class Rejects {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "+",
          "+-",
          "+34",
          "34-118",
          "+34118",
          "+34.-118",
          "+.5-118",
          "+34-118.",
          "+34-.5",
          "+91+0",
          "-90.1+0",
          "+90.0000000000000000001+0",
          "+0+181",
          "+0-180.5",
          "+034-118",
          "+34-0118",
          "+3404-11826",
          "+34-118/",
          "+34-118+10",
          "+34 -118",
          "+1e1-118",
          "+nan+0"
        })
    void whatIsNotDecimalDegrees(String text) {
      assertThat(isValid(text)).isFalse();
    }

    @Test
    void sayingWhatWasExpected() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parse("+91+0"))
          .withMessageContaining("+91+0")
          .withMessageContaining("expected: ISO 6709");
    }
  }

  @Test
  void looksAtItsBytesOnly() {
    byte[] text = "9+35-1200".getBytes(ISO_8859_1);

    assertThat(Iso6709.isValid(text, 1, 8)).isTrue();
    assertThat(Iso6709.parse(text, 1, 8)).isEqualTo(new Position(35, -120));
  }

  @Seeds(count = 500)
  void parsesWhatItsGrammarPrints(long seed) {
    var random = new Random(seed);
    String latitude = angle(random, 90);
    String longitude = angle(random, 180);

    Position position = parse(latitude + longitude);

    assertThat(position.latitude()).isEqualTo(new BigDecimal(latitude).doubleValue());
    assertThat(position.longitude()).isEqualTo(new BigDecimal(longitude).doubleValue());
  }

  private static String angle(Random random, int most) {
    int degrees = random.nextInt(most);
    String fraction = random.nextBoolean() ? "" : "." + random.nextInt(1_000_000);
    return (random.nextBoolean() ? "+" : "-") + degrees + fraction;
  }

  private static boolean isValid(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return Iso6709.isValid(bytes, 0, bytes.length);
  }

  private static Position parse(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return Iso6709.parse(bytes, 0, bytes.length);
  }
}
