package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.link.Topology.Hearing;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TopologyTest {
  private final Topology alford = new Topology("Alford");

  @Test
  void newWordsReplaceOldOnes() {
    assertThat(alford.hear(ball(1, "Alford"))).isEqualTo(Hearing.NEW);
    assertThat(alford.hear(ball(2, "Welsh"))).isEqualTo(Hearing.NEW);
    assertThat(alford.hear(ball(2, "Welsh"))).isEqualTo(Hearing.KNOWN);
    assertThat(alford.of("Ball")).contains(ball(2, "Welsh"));
  }

  @Test
  void oldWordsAreAnsweredWithNewOnes() {
    alford.hear(ball(2, "Welsh"));

    assertThat(alford.hear(ball(1, "Alford"))).isEqualTo(Hearing.STALE);
    assertThat(alford.of("Ball")).contains(ball(2, "Welsh"));
  }

  /** A server that was started again counts from 1, and may have come just as far as before. */
  @Test
  void ofTwoLivesThatCountedEquallyFarAllServersChooseTheSame() {
    Topology welsh = new Topology("Welsh");
    alford.hear(ball(3, "Alford"));
    alford.hear(ball(3, "Holiday"));
    welsh.hear(ball(3, "Holiday"));
    welsh.hear(ball(3, "Alford"));

    assertThat(alford.of("Ball")).isEqualTo(welsh.of("Ball"));
  }

  @Test
  void whatAnEarlierLifeSaidIsOutbid() {
    Topology ball = new Topology("Ball");
    ball.relink(Set.of("Alford"));

    assertThat(ball.hear(ball(7, "Welsh"))).isEqualTo(Hearing.OUTBID);
    assertThat(ball.of("Ball")).contains(ball(8, "Alford"));
    assertThat(ball.hear(ball(7, "Welsh"))).isEqualTo(Hearing.STALE);
  }

  private static Neighbours ball(long version, String linked) {
    return new Neighbours("Ball", version, Set.of(linked));
  }
}
