package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.config.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is sent, and which answers are taken for right. */
final class DialogueTest {
  private static final long START_MICROS = 1_479_413_884_392_014L;
  private static final String AT = "AT Alford +0.263873386 ";
  private static final String JSON = "{\"status\":\"OK\"}\n\n";

  @Test
  void tellsWhereItsClientsAreOneAfterTheOther() {
    Dialogue herd = herd(0);

    assertThat(ask(herd))
        .matches(
            "IAMAT client-0000000000000 [+-]\\d\\d\\.\\d{6}[+-]\\d{3}\\.\\d{6} "
                + "1479413884\\.392014000\n");
    assertThat(ask(herd)).contains(" client-0000000000001 ").endsWith(" 1479413884.392015000\n");
  }

  @Test
  void takesAnswersThatCopyTheCommandInPiecesOfAnySize() {
    Dialogue herd = herd(0);
    for (int i = 0; i < 10; i++) {
      byte[] answer = answer(ask(herd)).getBytes(US_ASCII);
      for (int length = 1; length < answer.length; length++) {
        assertThat(herd.accept(answer, 0, length)).isEqualTo(Dialogue.INCOMPLETE);
      }
      assertThat(herd.accept(answer, 0, answer.length)).isEqualTo(answer.length);
    }
  }

  @Test
  void refusesWhatIsNotTheAnswer() {
    assertThat(judged("? IAMAT client-0000000000000 +1+1 5\n")).isEqualTo(Dialogue.WRONG);

    Dialogue herd = herd(0);
    String first = answer(ask(herd));
    byte[] second = answer(ask(herd)).getBytes(US_ASCII);
    assertThat(herd.accept(second, 0, second.length)).as("out of order").isEqualTo(Dialogue.WRONG);
    assertThat(judged(first.replace("client-000", "client-001"))).isEqualTo(Dialogue.WRONG);
    assertThat(judged(first.replace("AT ", "AS "))).isEqualTo(Dialogue.WRONG);
    assertThat(judged(first)).isEqualTo(first.length());
  }

  @Test
  void asksAsOftenAsPlannedAndKnowsWhichAnswerIsWhose() {
    Dialogue herd = herd(50);
    String told = ask(herd);
    byte[] answer = answer(told).getBytes(US_ASCII);
    assertThat(herd.accept(answer, 0, answer.length)).isPositive();
    herd.mix();

    assertThat(ask(herd)).startsWith("IAMAT ");
    assertThat(ask(herd)).isEqualTo("WHATSAT client-0000000000000 10 20\n");
  }

  @Test
  void takesAWhatsatsAnswerOnlyWithItsPlacesAndForItsClient() {
    String told = ask(herd(100));
    byte[] right = (answer(told) + JSON).getBytes(US_ASCII);
    for (int length = 1; length < right.length; length++) {
      assertThat(asking().accept(right, 0, length)).isEqualTo(Dialogue.INCOMPLETE);
    }
    assertThat(asking().accept(right, 0, right.length)).isEqualTo(right.length);

    String other = answer(told).replace("000 ", "009 ") + JSON;
    byte[] wrong = other.getBytes(US_ASCII);
    assertThat(asking().accept(wrong, 0, wrong.length)).isEqualTo(Dialogue.WRONG);
  }

  @Test
  void speaksToRedis() {
    Dialogue redis = Protocol.REDIS.dialogue(plan(0), Positions.scattered(), 0, START_MICROS);

    String longitude = "[+-]\\d{3}\\.\\d{6}";
    String latitude = "[+-]\\d{2}\\.\\d{6}";
    assertThat(ask(redis))
        .matches(
            lines("\\*5 \\$6 GEOADD \\$4 herd \\$11 " + longitude + " \\$10 " + latitude + " ")
                + lines("\\$20 client-0000000000000 "));
    byte[] added = lines(":1 ").getBytes(US_ASCII);
    assertThat(redis.accept(added, 0, 3)).isEqualTo(Dialogue.INCOMPLETE);
    assertThat(redis.accept(added, 0, 4)).isEqualTo(4);
    byte[] refused = lines("-ERR ").getBytes(US_ASCII);
    assertThat(redis.accept(refused, 0, refused.length)).isEqualTo(Dialogue.WRONG);
  }

  @Test
  void findsTheEndOfRedisArrays() {
    Dialogue redis = Protocol.REDIS.dialogue(plan(100), Positions.scattered(), 0, START_MICROS);
    redis.mix();
    assertThat(ask(redis)).contains(lines("GEOSEARCH ")).endsWith(lines("$9 WITHCOORD "));
    byte[] found = lines("*1 *2 $4 kiwi *2 $3 1.5 $2 10 ").getBytes(US_ASCII);

    for (int length = 1; length < found.length; length++) {
      assertThat(redis.accept(found, 0, length)).isEqualTo(Dialogue.INCOMPLETE);
    }
    assertThat(redis.accept(found, 0, found.length)).isEqualTo(found.length);
  }

  /** Each word as a line, as Redis wants it. */
  private static String lines(String words) {
    return words.replace(" ", "\r\n");
  }

  @Test
  void anEchoMustBeTheCommand() {
    Dialogue echo = Protocol.ECHO.dialogue(plan(0), Positions.scattered(), 0, START_MICROS);
    byte[] command = ask(echo).getBytes(US_ASCII);

    assertThat(echo.accept(command, 0, command.length - 1)).isEqualTo(Dialogue.INCOMPLETE);
    assertThat(echo.accept(command, 0, command.length)).isEqualTo(command.length);
    assertThat(echo.accept(command, 0, command.length)).isEqualTo(Dialogue.WRONG);
  }

  /** How the first answer is judged. */
  private static int judged(String answer) {
    Dialogue herd = herd(0);
    ask(herd);
    return herd.accept(answer.getBytes(US_ASCII), 0, answer.length());
  }

  /** A dialogue that has asked for its first client. */
  private static Dialogue asking() {
    Dialogue herd = herd(100);
    herd.mix();
    ask(herd);
    return herd;
  }

  private static Dialogue herd(int whatsatPercent) {
    return Protocol.HERD.dialogue(plan(whatsatPercent), Positions.scattered(), 0, START_MICROS);
  }

  private static LoadPlan plan(int whatsatPercent) {
    return new LoadPlan(
        Protocol.HERD,
        List.of(new Address("127.0.0.1", 1)),
        1,
        8,
        OptionalDouble.empty(),
        1,
        2,
        20,
        whatsatPercent,
        "10",
        20,
        Optional.empty(),
        Duration.ofMillis(1),
        Optional.empty(),
        0,
        false,
        Duration.ofSeconds(10),
        List.of());
  }

  private static String ask(Dialogue dialogue) {
    byte[] out = new byte[dialogue.longestCommand()];
    return new String(out, 0, dialogue.ask(out, 0), US_ASCII);
  }

  private static String answer(String iamat) {
    return AT + iamat.substring("IAMAT ".length());
  }
}
