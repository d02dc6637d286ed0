package io.proxyherd.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MirrorTest {
  private static final Duration STEP = Duration.ofMillis(10);

  private final Mirrored server = new Mirrored();
  private final Mirror mirror = server.mirror();
  private final UnreliableStore engine = server.engine();

  @Nested
  final class Offers {
    @Test
    void whatWasThereAtTheStartAndWhatComes() {
      report("a", 1);
      assertThat(engine.underWay()).isEmpty();

      mirror.begin();
      report("b", 1);

      assertThat(engine.underWay()).containsExactly("a 1", "b 1");
    }

    @Test
    void atMostSoManyAtATimeAndTheNewestOfTheOthers() {
      mirror.begin();
      for (String client : List.of("a", "b", "c", "d", "e", "f")) {
        report(client, 1);
      }
      report("e", 2);
      assertThat(engine.underWay()).containsExactly("a 1", "b 1", "c 1", "d 1");
      assertThat(mirror.owed()).isEqualTo(2);

      engine.take(1);

      assertThat(engine.underWay()).containsExactly("a 1", "c 1", "d 1", "e 2");
      assertThat(mirror.underWay()).isEqualTo(4);
      assertThat(mirror.taken()).isEqualTo(1);
    }

    @Test
    void tombstonesAndNothingThatHasExpired() {
      report("a", 1);
      report("b", 1);
      server.advance(Mirrored.LIFETIME);
      report("c", 1);
      server.forget("c");

      mirror.begin();

      assertThat(engine.underWay()).containsExactly("c 1");
      engine.take(0);
      assertThat(engine.reports().get("c")).matches(Report::isTombstone);
      assertThat(mirror.isEven()).isTrue();
    }

    @Test
    void whoeverIsInASlotThatWasGivenUp() {
      mirror.begin();
      report("a", 1);
      server.advance(Mirrored.LIFETIME);
      server.expire();
      report("b", 1);

      assertThat(engine.underWay()).containsExactly("a 1", "b 1");
      engine.answer(0, StoreFailure.TIMED_OUT);
      engine.take(0);
      server.advance(Duration.ofSeconds(1));
      engine.take(0);
      assertThat(engine.reports()).containsOnlyKeys("b");
      assertThat(mirror.isEven()).isTrue();
    }

    @Test
    void inPartsSoThatNobodyWaitsForTheSweep() {
      var busy = new Mirrored();
      for (int client = 0; client < 10_000; client++) {
        busy.report("c" + client, 1);
      }
      busy.mirror().begin();
      assertThat(busy.mirror().owed()).isBetween(1, 2000);
      assertThat(busy.mirror().isSweeping()).isTrue();

      takeAll(busy);

      assertThat(busy.engine().reports()).hasSize(10_000);
    }

    @Test
    void nothingWhileTheEngineHasNoRoom() {
      engine.setRoom(false);
      mirror.begin();
      report("a", 1);
      server.advance(Duration.ofSeconds(1));
      assertThat(engine.underWay()).isEmpty();

      engine.setRoom(true);
      server.advance(STEP);

      assertThat(engine.underWay()).containsExactly("a 1");
    }
  }

  @Nested
  final class AfterAFailure {
    @Test
    void theSameAgainAfterAPauseThatGrows() {
      mirror.begin();
      report("a", 1);
      engine.answer(0, StoreFailure.UNAVAILABLE);
      assertThat(mirror.failure()).contains(StoreFailure.UNAVAILABLE);
      assertThat(mirror.owed()).isEqualTo(1);
      server.advance(Duration.ofMillis(99));
      assertThat(engine.underWay()).isEmpty();
      server.advance(Duration.ofMillis(1));
      assertThat(engine.underWay()).containsExactly("a 1");

      engine.answer(0, StoreFailure.UNAVAILABLE);
      server.advance(Duration.ofMillis(199));
      assertThat(engine.underWay()).isEmpty();
      server.advance(Duration.ofMillis(1));
      engine.take(0);

      assertThat(mirror.failure()).isEmpty();
      assertThat(mirror.failed()).isEqualTo(2);
      assertThat(mirror.isEven()).isTrue();
    }

    @Test
    void oneAtATimeUntilOneIsTaken() {
      mirror.begin();
      List.of("a", "b", "c").forEach(client -> report(client, 1));
      engine.answer(2, StoreFailure.TIMED_OUT);
      engine.answer(1, StoreFailure.TIMED_OUT);
      engine.answer(0, StoreFailure.TIMED_OUT);
      server.advance(Duration.ofSeconds(1));
      assertThat(engine.underWay()).containsExactly("c 1");

      engine.take(0);

      assertThat(engine.underWay()).containsExactly("b 1", "a 1");
    }

    @Test
    void theNewestNotTheOneThatFailed() {
      mirror.begin();
      report("a", 1);
      report("a", 2);
      engine.answer(0, StoreFailure.TIMED_OUT);
      engine.answer(0, StoreFailure.TIMED_OUT);
      report("a", 3);
      server.advance(Duration.ofSeconds(1));

      assertThat(engine.underWay()).containsExactly("a 3");
    }
  }

  @Nested
  final class Behind {
    @Test
    void notAtAllWhenNothingIsOwed() {
      mirror.begin();
      server.advance(Duration.ofHours(1));
      assertThat(mirror.behind()).isZero();

      report("a", 1);
      server.advance(STEP);

      assertThat(mirror.behind()).isEqualTo(STEP);
    }

    @Test
    void byWhatIsUnderWayHoweverLongThatGoesOn() {
      mirror.begin();
      for (int time = 1; time < 1000; time++) {
        report("a", time);
        report("b", time);
        server.advance(STEP);
        engine.take(0);
        engine.take(0);
        report("c", time);
        report("d", time);
        server.advance(STEP);
        engine.take(0);
      }
      assertThat(mirror.behind()).isBetween(STEP, STEP.multipliedBy(5));
    }

    @Test
    void sinceTheFailureForAsLongAsThatIsOwed() {
      mirror.begin();
      report("a", 1);
      engine.take(0);
      report("b", 1);
      for (int second = 0; second < 60; second++) {
        report("a", second);
        if (engine.waiting() > 0) {
          engine.answer(0, StoreFailure.UNAVAILABLE);
        }
        server.advance(Duration.ofSeconds(1));
      }
      assertThat(mirror.behind()).isEqualTo(Duration.ofSeconds(60));

      takeAll(server);

      assertThat(mirror.behind()).isZero();
    }
  }

  @Nested
  final class WhateverTheEngineDoes {
    private final Set<Report> known = new HashSet<>();

    /** Refuses, delays, reorders, keeps and says no, dies: in the end it has the newest. */
    @Seeds(count = 500)
    void itHasTheNewestOfAllInTheEndAndNothingElse(long seed) {
      var random = new Random(seed);
      int beginsAt = random.nextInt(3) * 100;
      for (int step = 0; step < 400; step++) {
        if (step == beginsAt) {
          mirror.begin();
        }
        something(random);
        server.flush();
        assertThat(mirror.owed()).isLessThanOrEqualTo(server.store().slots());
        assertThat(mirror.underWay())
            .isEqualTo(engine.waiting())
            .isLessThanOrEqualTo(Mirrored.SETTINGS.mostUnderWay());
      }

      takeAll(server);

      assertThat(mirror.isEven()).isTrue();
      for (int slot = 0; slot < server.store().slots(); slot++) {
        if (server.store().isTaken(slot) && !server.isExpired(server.store().at(slot))) {
          Report newest = server.store().at(slot);
          assertThat(engine.reports()).containsEntry(newest.client().toString(), newest);
        }
      }
      assertThat(known).containsAll(engine.reports().values());
    }

    private void something(Random random) {
      switch (random.nextInt(20)) {
        case 0 -> server.forget(client(random));
        case 1 -> server.expire();
        case 2 -> engine.setRoom(random.nextInt(3) > 0);
        case 3 -> refuseOrAccept(random);
        case 4 -> server.advance(Mirrored.LIFETIME.dividedBy(1 + random.nextInt(10)));
        case 5, 6, 7 -> server.advance(Duration.ofMillis(random.nextInt(300)));
        case 8, 9, 10, 11, 12, 13 -> answerSomething(random);
        default -> server.report(client(random), server.wallSeconds() + random.nextInt(-30, 30));
      }
      for (int slot = 0; slot < server.store().slots(); slot++) {
        if (server.store().isTaken(slot)) {
          known.add(server.store().at(slot));
        }
      }
    }

    private void answerSomething(Random random) {
      if (engine.waiting() == 0) {
        return;
      }
      int index = random.nextInt(engine.waiting());
      if (random.nextBoolean()) {
        engine.carryOut(index);
      }
      switch (random.nextInt(5)) {
        case 0 -> engine.answer(index, StoreFailure.TIMED_OUT);
        case 1 -> engine.answer(index, StoreFailure.UNAVAILABLE);
        case 2, 3 -> engine.take(index);
        default -> {}
      }
    }

    private void refuseOrAccept(Random random) {
      if (random.nextInt(3) == 0) {
        engine.refuse(StoreFailure.BUSY);
      } else {
        engine.accept();
      }
    }

    private static String client(Random random) {
      return "c" + random.nextInt(30);
    }
  }

  private void report(String client, long seconds) {
    server.report(client, seconds);
    server.flush();
  }

  /** The engine does what it is asked, until nothing is. */
  private static void takeAll(Mirrored server) {
    server.engine().accept();
    server.engine().setRoom(true);
    for (int round = 0; !server.mirror().isEven() && round < 100_000; round++) {
      if (server.engine().waiting() == 0) {
        server.advance(STEP);
      } else {
        server.engine().take(0);
      }
    }
  }
}
