package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code herd top} where there is no terminal, beside a real herd. */
@Timeout(120)
final class TopTest {
  @TempDir private Path dir;

  @Test
  void oneFrameShowsServersLinksAndAgreement() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      herd.say("A", "IAMAT kiwi +1-2 3");
      Ran ran = herd.runUntilWell("top", "--once", "--interval", "100ms", "--config", herd.file());
      assertThat(ran.err()).isEmpty();
      assertThat(placeholders(ran.out()))
          .isEqualTo(
              """
              TIME  2 servers up, 1 client, 0 updates/s, 0 WHATSAT/s
              all 2 servers agree: digest HEX

                server  state  up   clients  connected  updates/s  WHATSAT/s  behind  lag  journal   digest
                A       ready  N s        1          0        0.0        0.0       0    -  async, B  HEX
                B       ready  N s        1          0        0.0        0.0       0    -  async, B  HEX

                link   state   round trip  to send  path
                A - B  up N s  MS        0  tree
              """);
    }
  }

  @Test
  void aServerThatIsAwayIsNamedWithTheReason() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      herd.herd().stop("B");
      Ran ran =
          Awaitility.await()
              .until(
                  () -> Ran.herd("top", "--once", "-i", "100ms", "--config", herd.file()),
                  shown -> shown.out().contains("refused"));
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out())
          .contains("  1 of 2 servers up, 0 clients", "\n  B       away ")
          .contains("\n  B: nobody listens at ")
          .containsPattern("\n1 of 2 servers answers: digest [0-9a-f]{16}; no answer from B\n")
          .containsPattern("\n  A - B  down \\d+ s .*refused");
    }
  }

  @Test
  void asJsonItIsForPrograms() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      Ran ran = Ran.herd("top", "--once", "--json", "-i", "100ms", "--config", herd.file());
      assertThat(ran.out()).endsWith("}\n").containsOnlyOnce("\n");
      JsonNode json = new JsonMapper().readTree(ran.out());
      assertThat(json.at("/agree").asBoolean()).isTrue();
      assertThat(json.at("/servers/1/server").asString()).isEqualTo("B");
      assertThat(json.at("/servers/1/updatesPerSecond").isNumber()).isTrue();
      assertThat(json.at("/servers/1/state/links/0/peer").asString()).isEqualTo("A");
    }
  }

  @Test
  void anIntervalThatWouldTireTheServersIsRefused() {
    assertThat(Ran.herd("top", "--interval", "99ms"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "herd: --interval: 99 ms (expected: 100 ms or more); see herd top --help\n"));
  }

  /** What differs from run to run, by what it is. */
  private static String placeholders(String frame) {
    return frame
        .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "TIME ")
        .replaceAll("\\b[0-9a-f]{16}\\b|\\b[0-9a-f]{8}$|(?<=  )[0-9a-f]{8}(?=\n)", "HEX")
        .replaceAll("async, \\d+ B", "async, B")
        .replaceAll("journal {2,}digest", "journal   digest")
        .replaceAll("B {2,}HEX", "B  HEX")
        .replaceAll("up {2,}clients", "up   clients")
        .replaceAll("\\b\\d+ s +1 ", "N s        1 ")
        .replaceAll("up \\d+ s +", "up N s  ")
        .replaceAll("state {2,}round", "state   round")
        .replaceAll(" +\\d+\\.\\d\\d ms +0  tree| +- +0  tree", "  MS        0  tree");
  }
}
