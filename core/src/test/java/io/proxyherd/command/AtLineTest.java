package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AtLineTest {
  @Test
  void knowsItsFields() {
    AtLine at = parse("AT Ball +1.000000000 kiwi +34-118.5 1.50").orElseThrow();

    assertThat(at.server()).hasToString("Ball");
    assertThat(at.skew()).hasToString("+1.000000000");
    assertThat(at.client()).hasToString("kiwi");
    assertThat(at.location()).hasToString("+34-118.5");
    assertThat(at.time()).hasToString("1.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AT Ball +1.000000000 kiwi +34-118.5",
        "AT Ball +1.000000000 kiwi +34-118.5 1 2",
        "AT  Ball +1.000000000 kiwi +34-118.5 1",
        "AT\tBall +1.000000000  kiwi +34-118.5 1",
        "AT\tBall +1.000000000 kiwi +34-118.5 1",
        "AT Ball +1.000000000 kiwi\n+34-118.5 1",
        " AT Ball +1.000000000 kiwi +34-118.5 1",
        "AT Ball +1.000000000 kiwi +34-118.5 1 ",
        "AT Ball +1.000000000 kiwi +34-118.5 1\r",
        "at Ball +1.000000000 kiwi +34-118.5 1",
        "ATT Ball +1.000000000 kiwi +34-118.5 1",
        "AT Ball 1.000000000 kiwi +34-118.5 1",
        "AT Ball -0.000000000 kiwi +34-118.5 1",
        "AT Ball +1.000000000 kiwi +91-118.5 1",
        "AT Ball +1.000000000 kiwi +34-118.5 nan"
      })
  void isExactlyWhatIsPrinted(String line) {
    assertThat(parse(line)).isEmpty();
  }

  @Test
  void limitsNamesAndItself() {
    assertThat(parse("AT " + "s".repeat(64) + " +1.000000000 a +1+1 1")).isPresent();
    assertThat(parse("AT " + "s".repeat(65) + " +1.000000000 a +1+1 1")).isEmpty();
    assertThat(parse("AT s +1.000000000 " + "c".repeat(256) + " +1+1 1")).isPresent();
    assertThat(parse("AT s +1.000000000 " + "c".repeat(257) + " +1+1 1")).isEmpty();
    String most = "AT s +1.000000000 a +1.";
    int digits = AtLine.LONGEST - most.length() - "+1 1".length();
    assertThat(parse(most + "0".repeat(digits) + "+1 1")).isPresent();
    assertThat(parse(most + "0".repeat(digits + 1) + "+1 1")).isEmpty();
  }

  @Seeds(count = 2000)
  void isWhatTheServerPrintsForAnyIamat(long seed) {
    var random = new Random(seed);
    byte[] line = Lines.iamat(random).getBytes(ISO_8859_1);
    if (!(new CommandParser().parse(line, 0, line.length) instanceof Command.Iamat iamat)) {
      return; // a client ID of 257 bytes
    }
    Field time = iamat.time();
    var printed = new LineBuilder();
    ReplyPrinter.printAt(
        "Alford".getBytes(ISO_8859_1),
        PosixTime.ofNanos(1 + random.nextLong(Long.MAX_VALUE)),
        PosixTime.parse(time.bytes(), time.from(), time.to()),
        iamat,
        printed);

    AtLine at = AtLine.parse(printed.toBytes()).orElseThrow();

    assertThat(at.server()).hasToString("Alford");
    assertThat(at.client().sameAs(iamat.client())).isTrue();
    assertThat(at.location().sameAs(iamat.location())).isTrue();
    assertThat(at.time().sameAs(iamat.time())).isTrue();
    assertThat(
            String.join(
                " ",
                "AT",
                "Alford",
                at.skew().toString(),
                at.client().toString(),
                at.location().toString(),
                at.time().toString()))
        .isEqualTo(new String(printed.toBytes(), ISO_8859_1));
  }

  private static Optional<AtLine> parse(String line) {
    return AtLine.parse(line.getBytes(ISO_8859_1));
  }
}
