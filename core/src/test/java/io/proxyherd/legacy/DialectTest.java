package io.proxyherd.legacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.proxyherd.Seeds;
import io.proxyherd.command.ForeignAt;
import io.proxyherd.command.LineBuilder;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DialectTest {
  private static final String SIX = "AT Ball +1.000000000 kiwi +34-118.5 1.50";
  private static final byte[] ALFORD = "Alford".getBytes(ISO_8859_1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AT6 | \\n",
        "AT7 | ' 1479413884.392014450\\n'",
        "AT7_SPLIT | \\n1479413884.392014450",
        "AT_SENDER | ' Alford\\n'",
        "AT_PATH | ' Ball Alford\\n'",
      })
  void printsBehindTheSixFields(Dialect dialect, String more) {
    Report report = Reports.of(SIX, 1_479_413_884_392_014_450L, 60_000);

    assertThat(print(dialect, report)).isEqualTo(SIX + more.replace("\\n", "\n"));
  }

  @Test
  void namesThisServerOnceInThePathOfWhatItHeardItself() {
    Report report = Reports.of(SIX.replace("Ball", "Alford"), 1);

    assertThat(print(Dialect.AT_PATH, report)).endsWith(" 1.50 Alford\n");
  }

  @Test
  void printsAMomentBefore1970As1970() {
    Report report = Reports.of(SIX, -1, 60_000);

    assertThat(print(Dialect.AT7, report)).endsWith(" 0.000000000\n");
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItPrints(Dialect dialect) {
    String[] lines = print(dialect, Reports.of(SIX, 1_479_413_884)).split("\n", -1);

    ForeignAt at = parse(lines[0]);

    assertThat(dialect.fits(at.more())).isTrue();
    assertThat(new String(at.at().line(), ISO_8859_1)).isEqualTo(SIX);
  }

  @ParameterizedTest
  @CsvSource({
    "AT6, '', true",
    "AT6, 1.5, false",
    "AT7, '', false",
    "AT7, 1479413884.39, true",
    "AT7, Curie, false",
    "AT7, 1e9, false",
    "AT7, nan, false",
    "AT7, 1 2, false",
    "AT7_SPLIT, '', true",
    "AT7_SPLIT, 1, false",
    "AT_SENDER, '', false",
    "AT_SENDER, Curie, true",
    "AT_SENDER, Curie Bohr, false",
    "AT_PATH, '', false",
    "AT_PATH, Curie, true",
    "AT_PATH, Curie Bohr, true",
  })
  void readsNothingElse(Dialect dialect, String more, boolean fits) {
    assertThat(dialect.fits(parse(SIX + " " + more).more())).isEqualTo(fits);
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_SENDER", "AT_PATH"})
  void limitsNames(Dialect dialect) {
    assertThat(dialect.fits(parse(SIX + " " + "n".repeat(64)).more())).isTrue();
    assertThat(dialect.fits(parse(SIX + " " + "n".repeat(65)).more())).isFalse();
  }

  @Test
  void knowsWhoSentItWhereTheLineSaysIt() {
    assertThat(Dialect.AT_PATH.lastHop(parse(SIX + " Bohr Curie").more()))
        .hasToString("Optional[Curie]");
    assertThat(Dialect.AT_SENDER.lastHop(parse(SIX + " Bohr").more()))
        .hasToString("Optional[Bohr]");
    assertThat(Dialect.AT6.lastHop(parse(SIX).more())).isEmpty();
  }

  @Seeds(count = 500)
  void readsWhatItPrintsOfAnyReport(long seed) {
    var random = new Random(seed);
    Report report = Reports.any(random, "kiwi");
    for (Dialect dialect : Dialect.values()) {
      ForeignAt at = parse(print(dialect, report).split("\n", -1)[0]);
      assertThat(dialect.fits(at.more())).isTrue();
      assertThat(at.at().line()).isEqualTo(report.line());
    }
  }

  @Test
  void splitNeedsAConnectionForEachUpdate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LegacyPeer("Bohr", Dialect.AT7_SPLIT, Delivery.LINE, 1))
        .withMessageStartingWith("delivery: LINE (expected: CONNECTION_PER_UPDATE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LegacyPeer("Bohr", Dialect.AT6, Delivery.LINE, 0))
        .withMessageStartingWith("connections: 0");
  }

  private static String print(Dialect dialect, Report report) {
    var line = new LineBuilder();
    dialect.print(report, ALFORD, line);
    return new String(line.toBytes(), ISO_8859_1);
  }

  private static ForeignAt parse(String line) {
    return ForeignAt.parse(line.getBytes(ISO_8859_1), 0, line.length()).orElseThrow();
  }
}
