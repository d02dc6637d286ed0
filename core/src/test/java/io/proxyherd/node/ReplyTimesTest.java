package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxyherd.testing.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReplyTimesTest {
  private final VirtualClock clock = new VirtualClock();
  private final ReplyTimes times = new ReplyTimes(clock);

  private void passes(long ms) {
    clock.advance(Duration.ofMillis(ms));
  }

  private double seconds(CommandKind kind) {
    return times.read(kind).sumSeconds();
  }

  @Test
  void aReplyTakesFromTheBeginningOfItsTurnToTheEndOfTheTurnInWhichItGoesOut() {
    long read = times.now();
    passes(2);
    assertThat(times.now()).isEqualTo(read);
    times.add(CommandKind.INVALID, times.now(), 2);
    times.endOfTurn();
    passes(5);
    // What waited for the journal goes out in a later turn.
    times.add(CommandKind.IAMAT, read, 3);
    passes(1);
    assertThat(times.read(CommandKind.IAMAT).count()).isZero();
    times.endOfTurn();

    assertThat(times.read(CommandKind.IAMAT).count()).isEqualTo(3);
    assertThat(seconds(CommandKind.IAMAT)).isCloseTo(3 * 0.008, within(1e-9));
    assertThat(times.read(CommandKind.INVALID).count()).isEqualTo(2);
    assertThat(seconds(CommandKind.INVALID)).isCloseTo(2 * 0.002, within(1e-9));
    assertThat(times.now()).isGreaterThan(read);
  }

  @Test
  void manyGroupsOfRepliesInOneTurnAreAllCounted() {
    for (int i = 0; i < 1000; i++) {
      times.add(i % 2 == 0 ? CommandKind.IAMAT : CommandKind.WHATSAT, times.now(), 1);
    }
    times.add(CommandKind.IAMAT, times.now(), 0);
    times.endOfTurn();
    times.endOfTurn();
    assertThat(times.read(CommandKind.IAMAT).count()).isEqualTo(500);
    assertThat(times.read(CommandKind.WHATSAT).count()).isEqualTo(500);
  }
}
