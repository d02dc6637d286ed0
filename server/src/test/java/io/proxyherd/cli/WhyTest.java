package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code herd why} and {@code herd forget}. */
@Timeout(120)
final class WhyTest {
  @TempDir private Path dir;

  private static Ran whenBothKnow(LiveHerd herd, String client) {
    return Awaitility.await()
        .until(
            () -> Ran.herd("why", client, "--config", herd.file()),
            ran -> ran.exitCode() == 0 && !ran.out().contains("does not know"));
  }

  @Test
  void itTellsTheWayOfAReport() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      String at = herd.say("A", "IAMAT kiwi +1-2 3");
      Ran ran = whenBothKnow(herd, "kiwi");
      assertThat(ran.out())
          .startsWith(at)
          .containsPattern("\nheard by A at \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\n\n")
          .containsPattern("(?m)^  server  has it from +after$")
          .containsPattern("(?m)^  A       the client +-$")
          .containsPattern("(?m)^  B       A +-?\\d+\\.\\d\\d ms$")
          .doesNotContain("lost");
      assertThat(Ran.herd("why", "kiwi", "--config", herd.file(), "--server", "B").out())
          .contains("\n  B       A ")
          .doesNotContain("\n  A ");
    }
  }

  @Test
  void itTellsWhyALaterMessageLost() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      herd.say("A", "IAMAT older +1-2 3", "IAMAT older +3-4 2");
      herd.say("A", "IAMAT repeated +1-2 3", "IAMAT repeated +1-2 3");
      herd.say("B", "IAMAT tie +1-2 3");
      whenBothKnow(herd, "tie");
      herd.say("A", "IAMAT tie +3-4 3");
      herd.say("A", "IAMAT ahead +1-2 999999999999");
      herd.say("A", "IAMAT ahead +1-2 888888888");

      assertThat(whenBothKnow(herd, "older").out())
          .containsPattern("lost at A, from the client at \\S+Z: AT A \\S+ older \\+3-4 2\n")
          .contains("\n  older: its time 2 is before 3\n");
      assertThat(whenBothKnow(herd, "repeated").out())
          .contains(": the same again\n", "\n  repeated: the time and place were known already\n");
      assertThat(whenBothKnow(herd, "tie").out())
          .containsPattern("lost at A, from the client at .* tie \\+3-4 3\n")
          .contains("\n  tie: same time; of two servers the one later by name wins: AT B ");
      assertThat(whenBothKnow(herd, "ahead").out())
          .containsPattern(
              "older: its time 888888888 is before 999999999999, which counts as \\d+\\.\\d{9}");
    }
  }

  @Test
  void aClientThatNobodyKnowsIsAFailure() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      assertThat(Ran.herd("why", "k w\u20ac%", "--config", herd.file()))
          .isEqualTo(
              new Ran(1, "A: does not know this client\nB: does not know this client\n", ""));
      herd.herd().stop("B");
      assertThat(Ran.herd("why", "kiwi", "--config", herd.file(), "--server", "B"))
          .isEqualTo(new Ran(1, "B: nobody listens at " + herd.http("B") + "\n", ""));
    }
  }

  @Test
  void whatTheJournalHadIsToldSo() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      herd.say("A", "IAMAT kiwi +1-2 3");
      whenBothKnow(herd, "kiwi");
      herd.herd().stop("B");
      herd.herd().start("B");
      assertThat(whenBothKnow(herd, "kiwi").out())
          .containsPattern("(?m)^  B       its journal +-$");
    }
  }

  @Test
  void forgettingAsksWhoKnows() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      assertThat(Ran.herd("forget", "kiwi", "--config", herd.file()))
          .isEqualTo(
              new Ran(1, "A: does not know this client\nB: does not know this client\n", ""));
      herd.say("A", "IAMAT kiwi +1-2 3");
      whenBothKnow(herd, "kiwi");
      String address = herd.http("A");
      herd.herd().stop("A");

      assertThat(Ran.herd("forget", "kiwi", "--config", herd.file()))
          .isEqualTo(
              new Ran(
                  0,
                  "A: nobody listens at "
                      + address
                      + "\nB: kiwi is forgotten, and will be by the other servers\n",
                  ""));
      assertThat(herd.say("B", "WHATSAT kiwi 10 5")).isEqualTo("? WHATSAT kiwi 10 5\n");
      assertThat(Ran.herd("why", "kiwi", "--config", herd.file(), "--server", "B").out())
          .contains("to be forgotten, as was said to B at ");
    }
  }
}
