package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.proxyherd.link.PeerLink;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class NodeTest {
  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT, Set.of("Ball"));
  private final HerdServer ball =
      world.start("Ball", Conditions.DEFAULT, Set.of("Alford", "Welsh"));
  private final HerdServer welsh = world.start("Welsh", Conditions.DEFAULT, Set.of("Ball"));
  private final RecordingClient client = alford.connect();

  @Nested
  final class Clock {
    @Test
    void ofReceiptNeverGoesBack() {
      world.setWalls(2_000_000_000L);
      client.say("IAMAT a +1+1 2\n");
      world.setWalls(1_000_000_000L);
      client.say("IAMAT a +2+2 2\n");

      assertThat(client.take())
          .isEqualTo("AT Alford +0.000000000 a +1+1 2\nAT Alford +0.000000001 a +2+2 2\n");
    }

    @Test
    void beforeTheYear1970KillsNobody() {
      world.setWalls(-5_000_000_000L);
      client.say("IAMAT a +1+1 999999999999.999999999999999999\n");

      assertThat(client.take()).startsWith("AT Alford -999999999999.999999999 a");
    }
  }

  @Nested
  final class Floods {
    @Test
    void toEveryoneButWhereItCameFrom() {
      link();
      client.say("IAMAT a +1+1 1\n");

      assertThat(alford.log().take()).containsExactly("sent Ball a");
      assertThat(ball.log().take()).containsExactly("received Alford a", "sent Welsh a");
      assertThat(welsh.log().take()).containsExactly("received Ball a");
    }

    @Test
    void onlyWhatIsNewer() {
      link();
      client.say("IAMAT a +1+1 2\n");
      clearLogs();
      client.say("IAMAT a +1+1 2\nIAMAT a +1+1 1\n");
      welsh.connect().say("IAMAT a +1+1 2\nIAMAT a +1+1 1\n");

      assertThat(alford.log().take()).isEmpty();
      assertThat(welsh.log().take()).isEmpty();
    }

    @Test
    void notOnWhatAPeerSaysLate() {
      client.say("IAMAT a +1+1 1\n");
      ball.connect().say("IAMAT a +1+1 2\n");
      welsh.connect().say("IAMAT a +1+1 3\n");
      world.lay("Welsh", "Ball", Weather.FINE);
      world.settle();
      clearLogs();
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();

      assertThat(ball.log().take())
          .containsExactlyInAnyOrder("linkUp Alford", "sent Alford a", "received Alford a");
      assertThat(alford.reports()).isEqualTo(welsh.reports());
    }

    @Test
    void aBurstInOneSegmentAsItsNewestOnly() {
      link();
      client.say("IAMAT a +1+1 1\nIAMAT a +1+1 2\nIAMAT a +1+1 3\n");

      assertThat(alford.log().take()).containsExactly("sent Ball a");
      assertThat(ball.reports()).isEqualTo(alford.reports());
    }
  }

  @Nested
  final class Links {
    @Test
    void bringWhatWasMissedWhileTheyWereDown() {
      Cable cable = world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      cable.cut();
      client.say("IAMAT a +1+1 1\n");
      ball.connect().say("IAMAT b +1+1 1\n");
      assertThat(ball.reports()).containsOnlyKeys("b");

      cable.plugIn();
      world.settle();
      assertThat(ball.reports()).containsOnlyKeys("a", "b").isEqualTo(alford.reports());
    }

    @Test
    void areReplacedByANewerConnection() {
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      PeerLink old = alford.node().neighbourhood().links().getFirst();
      clearLogs();
      Cable second = world.lay("Alford", "Ball", Weather.FINE);
      world.settle();

      assertThat(old.isUp()).isFalse();
      assertThat(ball.log().take())
          .containsExactly("linkDown Alford: replaced by a newer connection", "linkUp Alford");
      assertThat(alford.node().neighbourhood().links()).hasSize(1);
      second.cut();
      assertThat(alford.node().neighbourhood().links()).isEmpty();
    }

    @Test
    void areGivenUpWhenNothingComesAndMadeAgain() {
      Cable cable = world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      clearLogs();
      cable.stop();
      world.advance(Duration.ofMillis(2600));

      assertThat(ball.log().take())
          .containsExactly("linkDown Alford: silent for 2000 ms", "linkUp Alford");
    }

    @Test
    void withADifferingClockAreMadeButTold() {
      ball.clock().setWall(600_000_000);
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();

      assertThat(alford.log().take()).containsExactly("linkUp Ball", "clockDiffers Ball 600 ms");
      assertThat(ball.log().take()).containsExactly("linkUp Alford", "clockDiffers Alford -600 ms");
    }

    @Test
    void withStrangersAreRefused() {
      world.lay("Alford", "Welsh", Weather.FINE);
      world.settle();

      assertThat(welsh.log().take())
          .singleElement()
          .asString()
          .startsWith("linkRefused wire of Welsh: refused here");
      assertThat(alford.log().take())
          .singleElement()
          .asString()
          .startsWith("linkRefused Welsh: refused by the other server");
      assertThat(alford.node().neighbourhood().links()).isEmpty();
    }
  }

  @Test
  void hasALineLimitWithinItsLimits() {
    assertThat(Conditions.DEFAULT.withLineLimit(1).node("Alford", Set.of()).lineLimitBytes())
        .isEqualTo(1);
    assertThat(Conditions.DEFAULT.withLineLimit(32 * 1024).node("Alford", Set.of())).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conditions.DEFAULT.withLineLimit(0).node("Alford", Set.of()))
        .withMessage("line limit: 0 (expected: 1..32768 bytes)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conditions.DEFAULT.withLineLimit(32 * 1024 + 1).node("Alford", Set.of()));
  }

  private void link() {
    world.lay("Alford", "Ball", Weather.FINE);
    world.lay("Welsh", "Ball", Weather.FINE);
    world.settle();
    clearLogs();
  }

  private void clearLogs() {
    world.servers().forEach(server -> server.log().take());
  }
}
