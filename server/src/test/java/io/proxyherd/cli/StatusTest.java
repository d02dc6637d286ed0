package io.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
final class StatusTest {
  @TempDir private Path dir;

  @Test
  void aHerdThatAgreesIsShownWithItsLinks() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      herd.say("A", "IAMAT kiwi +1-2 3");
      Ran ran = herd.runUntilWell("status", "--config", herd.file());
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out())
          .containsPattern("(?m)^  server  clients  digest    up +journal +state$")
          .containsPattern("(?m)^  A +1  [0-9a-f]{8}  \\d+ s +async, \\d+ B +ready$")
          .containsPattern("(?m)^  B +1  [0-9a-f]{8}  ")
          .containsPattern("(?m)^  from  to  link +round trip +clock  behind  path$")
          .containsPattern("(?m)^  A     B   up \\d+ s  .* 0  tree$")
          .containsPattern("(?m)^  B     A   up \\d+ s  ")
          .containsPattern("\nall 2 servers agree: digest [0-9a-f]{16}\n$");
    }
  }

  @Test
  void aServerThatIsDownIsNamed() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      String address = herd.http("B");
      herd.herd().stop("B");
      Ran ran =
          Awaitility.await()
              .until(
                  () -> Ran.herd("status", "--config", herd.file()),
                  shown -> shown.out().contains("refused"));
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out())
          .contains("  B             -  ", "  nobody listens at " + address + "\n")
          .containsPattern("(?m)^  A     B   down \\d+ s .*refused")
          .containsPattern("\n1 of 2 servers answers: digest [0-9a-f]{16}; no answer from B\n$");

      assertThat(Ran.herd("status", "--config", herd.file(), "--server", "B").exitCode())
          .isEqualTo(1);
      assertThat(Ran.herd("status", "--config", herd.file(), "--server", "A"))
          .satisfies(one -> assertThat(one.exitCode()).isZero())
          .satisfies(one -> assertThat(one.out()).contains("\nA answers: digest "));
    }
  }

  @Test
  void serversOfTwoHerdsDiffer() throws Exception {
    Path one = Files.createDirectory(dir.resolve("one"));
    Path other = Files.createDirectory(dir.resolve("other"));
    try (var herd = LiveHerd.start(one);
        var second = LiveHerd.start(other)) {
      herd.say("A", "IAMAT kiwi +1-2 3");
      Path both =
          Files.writeString(
              dir.resolve("both.yaml"),
              "servers:\n  A: {port: 1, http-port: %s}\n  B: {port: 2, http-port: %s}\nlinks: [[A, B]]\n"
                  .formatted(port(herd.http("A")), port(second.http("B"))));
      Ran ran = Ran.herd("status", "--config", both.toString(), "--settle", "1 ms");
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out())
          .containsPattern("\nthe servers differ: A at [0-9a-f]{16}; B at [0-9a-f]{16}\n$");

      Path wrong =
          Files.writeString(
              dir.resolve("wrong.yaml"),
              "servers: {B: {port: 1, http-port: %s}}\n".formatted(port(herd.http("A"))));
      assertThat(Ran.herd("status", "--config", wrong.toString()).out())
          .contains("answers A; set B's http-host", "\nB does not answer\n");
    }
  }

  @Test
  void asJsonItIsForPrograms() throws Exception {
    try (var herd = LiveHerd.start(dir)) {
      Ran ran = Ran.herd("status", "--config", herd.file(), "--json");
      JsonNode json = new JsonMapper().readTree(ran.out());
      assertThat(json.at("/agree").asBoolean()).isTrue();
      assertThat(json.at("/servers/1/server").asString()).isEqualTo("B");
      assertThat(json.at("/servers/1/state/links/0/peer").asString()).isEqualTo("A");
    }
  }

  @Test
  void anUnknownServerIsRefused() {
    assertThat(Ran.herd("status", "--server", "Nobody"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "herd: server: Nobody (expected one of: Alford, Ball, Hamilton, Holiday,"
                    + " Welsh)\n"));
  }

  private static String port(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }
}
