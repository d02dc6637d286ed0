package io.proxyherd.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.replay.track.TimeText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = 1_000_000_000;

  /** A clock that jumps ahead when it is waited on. */
  private static final class Jumping implements PaceClock {
    private final List<Long> sleeps = new ArrayList<>();
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(long nanos) {
      sleeps.add(nanos);
      now += nanos;
    }
  }

  private final Jumping clock = new Jumping();

  private void await(Pace pace, String... times) throws InterruptedException {
    for (String time : times) {
      pace.await(new TimeText(time));
    }
  }

  @Test
  void scalesTheGapsBetweenRows() throws InterruptedException {
    await(Pace.times(60, clock), "1000", "1060", "1060", "1240.6");

    assertThat(clock.sleeps).containsExactly(SECOND, 3 * SECOND + SECOND / 100);
  }

  @Test
  void sendsRowsWhoseTimeGoesBackwardsAtOnce() throws InterruptedException {
    await(Pace.times(1, clock), "1000", "1002", "900", "1001", "1003");

    assertThat(clock.sleeps).containsExactly(2 * SECOND, SECOND);
  }

  @Test
  void catchesUpAfterASlowReply() throws InterruptedException {
    Pace pace = Pace.times(1, clock);
    await(pace, "1000");
    clock.now += 3 * SECOND;
    await(pace, "1002", "1004");

    assertThat(clock.sleeps).containsExactly(SECOND);
  }

  @Test
  void beginsEachFileAtOnce() throws InterruptedException {
    Pace pace = Pace.times(1, clock);
    await(pace, "1000");
    pace.begin();
    await(pace, "5000", "5001");

    assertThat(clock.sleeps).containsExactly(SECOND);
  }

  @Test
  void neverWaitsAtFullSpeed() throws InterruptedException {
    await(Pace.max(), "1", "999999999999");

    assertThat(clock.sleeps).isEmpty();
  }
}
