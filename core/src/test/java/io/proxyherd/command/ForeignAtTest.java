package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignAtTest {
  private static final String SIX =
      "AT Bohr +0.563873386 kiwi +34.068930-118.445127 1400794699.108";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SIX,
        SIX + "\r",
        " \t" + SIX + " ",
        "AT\tBohr \u000b+0.563873386\f\fkiwi\r+34.068930-118.445127  1400794699.108",
      })
  void hasAnyWhiteSpaceBetweenItsFieldsAndIsKeptWithSingleSpaces(String line) {
    ForeignAt at = parse(line).orElseThrow();

    assertThat(new String(at.at().line(), ISO_8859_1)).isEqualTo(SIX);
    assertThat(at.more()).isEmpty();
  }

  @Test
  void hasMoreFieldsInSomeHerds() {
    assertThat(parse(SIX + " 1 Curie\txy\r").orElseThrow().more())
        .extracting(Field::toString)
        .containsExactly("1", "Curie", "xy");
    assertThat(parse(SIX + " x".repeat(64)).orElseThrow().more()).hasSize(64);
    assertThat(parse(SIX + " x".repeat(65))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AT",
        "AT Bohr +0.563873386 kiwi +34.068930-118.445127",
        "at Bohr +0.5 kiwi +34-118 1",
        "ATT Bohr +0.5 kiwi +34-118 1",
        "AT Bohr 0.5 kiwi +34-118 1",
        "AT Bohr +5e-05 kiwi +34-118 1",
        "AT Bohr +inf kiwi +34-118 1",
        "AT Bohr +nan kiwi +34-118 1",
        "AT Bohr +0.5 kiwi +91-118 1",
        "AT Bohr +0.5 kiwi +34-181 1",
        "AT Bohr +0.5 kiwi 34-118 1",
        "AT Bohr +0.5 kiwi +3.4e1-118 1",
        "AT Bohr +0.5 kiwi +34-118 nan",
        "AT Bohr +0.5 kiwi +34-118 inf",
        "AT Bohr +0.5 kiwi +34-118 -1",
        "AT Bohr +0.5 kiwi +34-118 1.4e9",
        "AT Bohr +0.5 kiwi +34-118 1000000000000",
        "AT Bohr +0.5 kiwi +34-118 1_0",
      })
  void isAsStrictlyReadAsAClientsLine(String line) {
    assertThat(parse(line)).isEmpty();
  }

  @Test
  void isMeantByItsFirstField() {
    assertThat(isMeant(" AT\tx")).isTrue();
    assertThat(isMeant("AT")).isTrue();
    assertThat(isMeant("ATx y")).isFalse();
    assertThat(isMeant("x AT")).isFalse();
    assertThat(isMeant(" ")).isFalse();
  }

  @Seeds(count = 2000)
  void keepsEveryByteOfEveryField(long seed) {
    var random = new Random(seed);
    String[] fields = Lines.iamat(random).trim().split("[ \t\r\n\f\u000b]+", -1);
    var line = new StringBuilder("AT Bohr +0.25");
    for (int field = 1; field < fields.length; field++) {
      line.append(" \t\r\f\u000b".charAt(random.nextInt(5))).append(fields[field]);
    }

    Optional<ForeignAt> at = parse(line.toString());

    if (fields[1].length() > CommandParser.LONGEST_CLIENT) {
      assertThat(at).isEmpty();
    } else {
      assertThat(at.orElseThrow().at().client()).hasToString(fields[1]);
      assertThat(at.orElseThrow().at().location()).hasToString(fields[2]);
      assertThat(at.orElseThrow().at().time()).hasToString(fields[3]);
    }
  }

  /** In the middle of other bytes, as a splitter gives it. */
  private static Optional<ForeignAt> parse(String line) {
    byte[] bytes = ("AT x\n" + line + "\nAT y 1").getBytes(ISO_8859_1);
    return ForeignAt.parse(bytes, 5, 5 + line.length());
  }

  private static boolean isMeant(String line) {
    return ForeignAt.isMeant(line.getBytes(ISO_8859_1), 0, line.length());
  }
}
