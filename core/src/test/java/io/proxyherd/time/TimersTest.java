package io.proxyherd.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimersTest {
  private final VirtualClock clock = new VirtualClock();
  private final List<Long> wakeUps = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final Timers timers = new Timers(clock, wakeUps::add);

  @Test
  void runInOrderOfTheirMomentsAndThenOfAsking() {
    add(20, "late");
    add(10, "first");
    add(10, "second");
    runAt(20);

    assertThat(done).containsExactly("first", "second", "late");
  }

  @Test
  void runOnceAndNotBeforeTheirMoment() {
    add(10, "it");
    runAt(9);
    assertThat(done).isEmpty();

    runAt(10);
    runAt(11);
    assertThat(done).containsExactly("it");
  }

  @Test
  void doNotRunWhenCancelled() {
    timers.after(10, () -> done.add("it")).cancel();
    runAt(10);

    assertThat(done).isEmpty();
  }

  @Test
  void areForgottenWhenCancelledLongBeforeTheyAreDue() {
    add(1_000_000, "it");
    for (int i = 0; i < 100_000; i++) {
      timers.after(1_000_000, () -> done.add("no")).cancel();
    }
    assertThat(timers.kept()).isLessThan(200);

    runAt(1_000_000);
    assertThat(done).containsExactly("it");
  }

  @Test
  void askForTheNextMomentOnlyWhenItComesNearer() {
    add(20, "b");
    add(30, "c");
    add(10, "a");
    assertThat(wakeUps).containsExactly(20L, 10L);

    runAt(10);
    assertThat(wakeUps).containsExactly(20L, 10L, 20L);
  }

  @Test
  void askAgainWhenWokenTooEarly() {
    add(10, "it");
    runAt(5);

    assertThat(wakeUps).containsExactly(10L, 10L);
  }

  @Test
  void mayAskForMoreWhileTheyRun() {
    timers.after(10, () -> add(0, "at once"));
    timers.after(10, () -> add(5, "later"));
    runAt(10);
    assertThat(done).containsExactly("at once");
    assertThat(wakeUps.getLast()).isEqualTo(10);

    runAt(10);
    assertThat(wakeUps.getLast()).isEqualTo(15);

    runAt(15);
    assertThat(done).containsExactly("at once", "later");
  }

  private void add(long delayNanos, String name) {
    timers.after(delayNanos, () -> done.add(name));
  }

  private void runAt(long moment) {
    clock.advanceTo(moment);
    timers.run();
  }
}
