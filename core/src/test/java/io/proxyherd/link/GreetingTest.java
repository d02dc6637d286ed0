package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.testing.Conditions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GreetingTest {
  private static final Frame.Hello BALL = hello(1, "herd", "Ball");

  private final LinkSettings settings = Conditions.link("Alford", Set.of("Ball", "Welsh"));

  @Test
  void hasNothingAgainstANeighbour() {
    assertThat(objection(BALL, Duration.ZERO)).isEmpty();
  }

  @Test
  void objectsToAnotherVersion() {
    assertThat(objection(hello(2, "herd", "Ball"), Duration.ZERO))
        .contains("link protocol version: 2 (expected: 1; run the same release on all servers)");
  }

  @Test
  void objectsToAnotherCluster() {
    assertThat(objection(hello(1, "flock", "Ball"), Duration.ZERO))
        .contains("cluster: flock (expected: herd; set the same cluster on all servers)");
  }

  @Test
  void objectsToItsOwnName() {
    assertThat(objection(hello(1, "herd", "Alford"), Duration.ZERO))
        .contains(
            "server: Alford (expected: another server; two of them have one name or one peer"
                + " port)");
  }

  @Test
  void objectsToAnotherThanWhoWasDialled() {
    assertThat(new Greeting(settings, Optional.of("Welsh")).objection(BALL, Duration.ZERO))
        .contains("server: Ball (expected: Welsh; check its host and peer-port)");
    assertThat(new Greeting(settings, Optional.of("Ball")).objection(BALL, Duration.ZERO))
        .isEmpty();
  }

  @Test
  void objectsToWhoIsNoNeighbour() {
    assertThat(objection(hello(1, "herd", "Holiday"), Duration.ZERO))
        .contains(
            "server: Holiday (expected: a neighbour of Alford; add the link on both servers)");
  }

  @Test
  void objectsToAClockThatIsTooFarOffEitherWay() {
    String cure = " ms (expected: at most 10000 ms; set the clocks right)";

    assertThat(objection(BALL, Duration.ofSeconds(10))).isEmpty();
    assertThat(objection(BALL, Duration.ofMillis(10_001))).contains("clock offset: 10001" + cure);
    assertThat(objection(BALL, Duration.ofMillis(-10_001))).contains("clock offset: -10001" + cure);
    assertThat(objection(BALL, Duration.ofNanos(Long.MIN_VALUE).minusSeconds(1))).isPresent();
  }

  private Optional<String> objection(Frame.Hello hello, Duration clockOffset) {
    return new Greeting(settings, Optional.empty()).objection(hello, clockOffset);
  }

  private static Frame.Hello hello(int version, String cluster, String server) {
    return new Frame.Hello(version, cluster, server, 1, 0);
  }
}
