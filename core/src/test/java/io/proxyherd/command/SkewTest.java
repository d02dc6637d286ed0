package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SkewTest {
  @Nested
  final class Prints {
    @ParameterizedTest(name = "{0} - {1} = {2}")
    @CsvSource({
      "1479413884.655400288, 1479413884.392014450, +0.263385838",
      "1, 1, +0.000000000",
      "2, 1, +1.000000000",
      "1, 2, -1.000000000",
      "1, 1.5, -0.500000000",
      "2, 1.999999999, +0.000000001",
      "1, 1.0000000004, +0.000000000",
      "1, 1.0000000006, -0.000000001",
      "1, 1.000000000499999999, +0.000000000",
      "1, 1.0000000005, -0.000000001",
      "1, 0.0000000006, +0.999999999",
      "1, 0.0000000004, +1.000000000",
      "1, 1.9999999996, -1.000000000",
      "1, 999999999999.999999999999999999, -999999999999.000000000",
      "999999999999, 0, +999999999999.000000000"
    })
    void serverMinusClient(String server, String client, String skew) {
      assertThat(print(server, client)).isEqualTo(skew);
    }

    @Test
    void aZeroWithoutMinusHoweverItIsReached() {
      assertThat(print("1", "1.000000000000000001")).isEqualTo("+0.000000000");
      assertThat(print("1.000000000000000001", "1")).isEqualTo("+0.000000000");
    }

    @Seeds(count = 2000)
    void whatBigDecimalSays(long seed) {
      var random = new Random(seed);
      String server = Numbers.decimal(random);
      String client =
          random.nextBoolean() ? Numbers.decimal(random) : server + near(server, random);
      BigDecimal exact =
          new BigDecimal(server).subtract(new BigDecimal(client)).setScale(9, RoundingMode.HALF_UP);
      String expected = (exact.signum() < 0 ? "" : "+") + exact.toPlainString();

      String printed = print(server, client);

      assertThat(printed).isEqualTo(expected);
    }

    private static String near(String number, Random random) {
      int decimals = number.contains(".") ? number.length() - number.indexOf('.') - 1 : 0;
      return decimals == 18
          ? ""
          : (decimals == 0 ? "." : "") + Numbers.digits(random, 18 - decimals);
    }
  }

  @Nested
  final class Accepts {
    @ParameterizedTest
    @ValueSource(
        strings = {"+0.000000000", "-0.000000001", "+12.345678901", "-999999999999.999999999"})
    void whatItPrints(String text) {
      assertThat(isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "+1",
          "+0",
          "-3.5",
          "+0.2638733386993408",
          "-0.00012345678901234567",
          "+1.000000000000000000000001",
          "+999999999999.0"
        })
    void whatServersOfOtherHerdsPrint(String text) {
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
          "0.000000000",
          "-0.000000000",
          "-0",
          "-0.0",
          "+.000000000",
          "+1.",
          "+1.0000000000000000000000001",
          "+01.000000000",
          "+00.000000000",
          "+1e5.000000000",
          "+1.00000000e",
          "+1000000000000.000000000",
          "+5.2e-05",
          "+inf",
          "+nan",
          " +1.000000000",
          "+-.000000000"
        })
    void whatNobodyShouldPrint(String text) {
      assertThat(isValid(text)).isFalse();
    }
  }

  private static String print(String server, String client) {
    var line = new LineBuilder();
    Skew.print(time(server), time(client), line);
    return new String(line.toBytes(), ISO_8859_1);
  }

  private static PosixTime time(String text) {
    return PosixTime.parse(text.getBytes(ISO_8859_1), 0, text.length());
  }

  private static boolean isValid(String text) {
    return Skew.isValid(text.getBytes(ISO_8859_1), 0, text.length());
  }
}
