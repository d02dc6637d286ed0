package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CommandParserTest {
  private static final Pattern IAMAT =
      Pattern.compile(
          "[ \\t-\\r]*IAMAT[ \\t-\\r]+([^ \\t-\\r]{1,256})[ \\t-\\r]+"
              + "(([+-]\\d{1,2}(?:\\.\\d+)?)([+-]\\d{1,3}(?:\\.\\d+)?))[ \\t-\\r]+"
              + "(\\d{1,12}(?:\\.\\d{1,18})?)[ \\t-\\r]*");
  private static final Pattern WHATSAT =
      Pattern.compile(
          "[ \\t-\\r]*WHATSAT[ \\t-\\r]+([^ \\t-\\r]{1,256})[ \\t-\\r]+"
              + "(\\d{1,12}(?:\\.\\d{1,18})?)[ \\t-\\r]+(\\d{1,12})[ \\t-\\r]*");

  private final CommandParser parser = new CommandParser();

  @Test
  void pointsAtTheFieldsOfAnIamat() {
    assertThat(describe(" IAMAT kiwi +34-118.5 1.50 ")).isEqualTo("IAMAT kiwi +34-118.5 1.50");
  }

  @Test
  void knowsTheNumbersOfAWhatsat() {
    assertThat(describe("WHATSAT kiwi 0.25 020")).isEqualTo("WHATSAT kiwi 0.25 20");
  }

  @Test
  void seesOnlyTheBytesItIsGiven() {
    byte[] bytes = "xIAMAT a +1+1 12".getBytes(ISO_8859_1);

    assertThat(describe(parser.parse(bytes, 1, bytes.length - 1))).isEqualTo("IAMAT a +1+1 1");
  }

  @Seeds(count = 200)
  void agreesWithTheGrammarAsARegularExpression(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      String line = Lines.nearlyValid(random);

      assertThat(describe(line)).as(line).isEqualTo(oracle(line));
    }
  }

  private String describe(String line) {
    byte[] bytes = line.getBytes(ISO_8859_1);
    return describe(parser.parse(bytes, 0, bytes.length));
  }

  private static String describe(Command command) {
    return switch (command) {
      case Command.Blank _ -> "blank";
      case Command.Unknown _ -> "unknown";
      case Command.Iamat(var client, var location, var time) ->
          "IAMAT " + client + " " + location + " " + time;
      case Command.Whatsat(var client, var radiusKm, var limit) ->
          "WHATSAT " + client + " " + radiusKm + " " + limit;
    };
  }

  private static String oracle(String line) {
    if (line.matches("[ \\t-\\r]*")) {
      return "blank";
    }
    Matcher iamat = IAMAT.matcher(line);
    if (iamat.matches()) {
      return isWithin(iamat.group(3), 90) && isWithin(iamat.group(4), 180)
          ? "IAMAT " + iamat.group(1) + " " + iamat.group(2) + " " + iamat.group(5)
          : "unknown";
    }
    Matcher whatsat = WHATSAT.matcher(line);
    if (whatsat.matches()) {
      BigDecimal radius = new BigDecimal(whatsat.group(2));
      long limit = Long.parseLong(whatsat.group(3));
      return radius.signum() > 0 && isWithin(whatsat.group(2), 50) && limit >= 1 && limit <= 20
          ? "WHATSAT " + whatsat.group(1) + " " + radius.doubleValue() + " " + limit
          : "unknown";
    }
    return "unknown";
  }

  private static boolean isWithin(String number, int most) {
    return new BigDecimal(number).abs().compareTo(BigDecimal.valueOf(most)) <= 0;
  }
}
