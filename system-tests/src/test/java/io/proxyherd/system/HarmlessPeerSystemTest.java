package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever finds the port for peers and is none is sent away, and the herd goes on. */
@Timeout(120)
final class HarmlessPeerSystemTest {
  @TempDir private static Path dir;
  private static TestHerd herd;

  @BeforeAll
  static void start() throws Exception {
    herd = TestHerd.ofFive(dir, "peer.hello-timeout=500 ms").isLinked();
  }

  @AfterAll
  static void stop() {
    herd.close();
  }

  static Stream<Arguments> intruders() {
    var random = new byte[10_000];
    new Random(1).nextBytes(random);
    byte[] hello = PeerFrames.hello("proxyherd", "Hamilton");
    return Stream.of(
        Arguments.of("nothing", new byte[0], "no HELLO within 500 ms"),
        Arguments.of("random bytes", random, "frame length: "),
        Arguments.of(
            "HTTP",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII),
            "frame length: 1195725856"),
        Arguments.of("a huge length", new byte[] {0x7F, -1, -1, -1}, "frame length: 2147483647"),
        Arguments.of("a negative length", new byte[] {-1, -1, -1, -1}, "frame length: -1"),
        Arguments.of(
            "half a HELLO", Arrays.copyOf(hello, hello.length / 2), "no HELLO within 500 ms"),
        Arguments.of(
            "another cluster",
            PeerFrames.hello("otherherd", "Hamilton"),
            "cluster: otherherd (expected: proxyherd"),
        Arguments.of(
            "a stranger",
            PeerFrames.hello("proxyherd", "Mallory"),
            "server: Mallory (expected: a neighbour of Alford"),
        Arguments.of(
            "no neighbour",
            PeerFrames.hello("proxyherd", "Ball"),
            "server: Ball (expected: a neighbour of Alford"),
        Arguments.of(
            "its own name",
            PeerFrames.hello("proxyherd", "Alford"),
            "server: Alford (expected: another server"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("intruders")
  void isSentAway(String who, byte[] says, String why) throws Exception {
    try (var intruder = herd.intruder("Alford")) {
      intruder.sends(says).waitsForTheEnd();
    }
    Eventually.await()
        .untilAsserted(() -> assertThat(herd.log("Alford")).anyMatch(line -> line.contains(why)));
    herd.isLinked();
    assertThat(herd.log("Alford")).noneMatch(line -> line.contains(" error "));
  }

  @Test
  void aHundredThatHangOnAreSentAway() throws Exception {
    var intruders = new TestClient[100];
    for (int i = 0; i < intruders.length; i++) {
      intruders[i] = herd.intruder("Ball").sends("\0");
    }
    String at = herd.hears("Ball", "IAMAT kiwi +1-2 3");
    herd.isKnownAt(herd.names(), "kiwi", at);
    for (TestClient intruder : intruders) {
      intruder.waitsForTheEnd();
      intruder.close();
    }
  }
}
