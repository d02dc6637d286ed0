package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Reports;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.VirtualClock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReadinessTest implements LinkObserver {
  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final Coverage own = new Coverage();
  private final List<String> events = new ArrayList<>();

  private Readiness of(String... neighbours) {
    return new Readiness(Conditions.link("Alford", Set.of(neighbours)), own, clock, timers, this);
  }

  @Test
  void aServerAloneIsReadyAtOnce() {
    Readiness readiness = of();
    assertThat(readiness.isReady()).isFalse();

    readiness.begin();
    assertThat(readiness.isReady()).isTrue();
    assertThat(events).containsExactly("after 0 ms: no neighbours");
  }

  @Test
  void soIsOneWhoseNeighboursHaveNothing() {
    Readiness readiness = of("Ball", "Welsh");
    readiness.begin();
    readiness.announced("Welsh", new Coverage());
    assertThat(readiness.explanation()).isEqualTo("waits for Ball (not reached)");

    advance(20);
    readiness.announced("Ball", new Coverage());
    assertThat(events).containsExactly("after 20 ms: caught up with Ball, Welsh");
    assertThat(readiness.explanation()).isEqualTo("caught up with Ball, Welsh");
  }

  @Test
  void whatANeighbourHadFirstMustBeHere() {
    Readiness readiness = of("Ball");
    readiness.begin();
    readiness.announced("Ball", upTo(5));
    readiness.announced("Ball", upTo(9));
    assertThat(readiness.behind()).isEqualTo(5);
    assertThat(readiness.explanation()).isEqualTo("waits for Ball (behind by 5)");

    own.raise(upTo(4));
    readiness.look();
    assertThat(readiness.behind()).isEqualTo(1);
    assertThat(readiness.isReady()).isFalse();

    own.raise(upTo(5));
    readiness.look();
    assertThat(readiness.isReady()).isTrue();
    assertThat(readiness.behind()).isZero();
  }

  @Test
  void whatIsAnnouncedBeforeItBeginsCounts() {
    Readiness readiness = of("Ball");
    readiness.announced("Ball", new Coverage());
    assertThat(readiness.isReady()).isFalse();

    readiness.begin();
    assertThat(readiness.isReady()).isTrue();
  }

  @Test
  void itWaitsSoLongAndNoLonger() {
    Readiness readiness = of("Ball", "Holiday", "Welsh");
    readiness.begin();
    readiness.announced("Welsh", upTo(5));
    readiness.announced("Holiday", new Coverage());
    readiness.announced("Stranger", new Coverage());
    advance(9_999);
    assertThat(readiness.isReady()).isFalse();

    advance(1);
    assertThat(readiness.isReady()).isTrue();
    assertThat(events)
        .containsExactly(
            "after 10000 ms: caught up with Holiday; without Ball (not reached),"
                + " Welsh (behind by 5)");
  }

  @Test
  void onceReadyItRemainsSo() {
    Readiness readiness = of("Ball");
    readiness.begin();
    readiness.announced("Ball", new Coverage());
    readiness.announced("Ball", upTo(5));
    advance(20_000);

    assertThat(readiness.isReady()).isTrue();
    assertThat(readiness.behind()).isZero();
    assertThat(events).hasSize(1);
  }

  @Override
  public void ready(Duration waited, String how) {
    events.add("after " + waited.toMillis() + " ms: " + how);
  }

  private void advance(long millis) {
    clock.advance(Duration.ofMillis(millis));
    timers.run();
  }

  private static Coverage upTo(long seq) {
    var coverage = new Coverage();
    coverage.raise(Reports.ORIGIN, seq);
    return coverage;
  }
}
