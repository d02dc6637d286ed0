package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Lifetimes;
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
        .contains(
            "link protocol version: 2..2 (expected: 1..1; run releases next to each other on all"
                + " servers)");
    assertThat(objection(hello(0, "herd", "Ball"), Duration.ZERO)).isPresent();
  }

  @Test
  void goesOnInTheVersionThatBothSpeak() {
    var later = new Frame.Hello(9, 1, "herd", "Ball", 1, 0, Lifetimes.USUAL);

    assertThat(objection(later, Duration.ZERO)).isEmpty();
  }

  @Test
  void objectsToOtherLifetimes() {
    var lifetimes = new Lifetimes(Duration.ofDays(31), Duration.ofDays(10));
    var hello = new Frame.Hello(1, 1, "herd", "Ball", 1, 0, lifetimes);

    assertThat(objection(hello, Duration.ZERO))
        .contains(
            "lifetimes: 2678400 s and 864000 s (expected: 2592000 s and 864000 s; set the same"
                + " reports.ttl and reports.tombstone-ttl on all servers)");
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
    return Hellos.hello(version, cluster, server, 1, 0);
  }
}
