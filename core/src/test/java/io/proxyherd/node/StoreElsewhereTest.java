package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.Field;
import io.proxyherd.legacy.Delivery;
import io.proxyherd.legacy.Dialect;
import io.proxyherd.legacy.LegacyPeer;
import io.proxyherd.legacy.LineEnd;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.FakeStore;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Servers that keep their clients' reports in one store elsewhere. */
final class StoreElsewhereTest {
  private static final long NOW_NANOS = 1_800_000_000_000_000_000L;

  private final World world = new World(0);
  private final FakeStore store = new FakeStore();
  private final HerdServer alford = world.start("Alford", conditions());
  private final HerdServer ball = world.start("Ball", conditions());
  private RecordingClient atAlford = alford.connect();
  private RecordingClient atBall = ball.connect();

  private static Conditions conditions() {
    return Conditions.DEFAULT.withMostClients(3).withPendingReplies(10);
  }

  @BeforeEach
  void keepReportsElsewhere() {
    world.setWalls(NOW_NANOS);
    for (HerdServer server : world.servers()) {
      server.node().keepReportsIn(store);
      server.places().answerAtOnce();
    }
    atAlford = alford.connect();
    atBall = ball.connect();
  }

  @Nested
  final class Reports {
    @Test
    void areFoundAtEveryServerInTheSameWords() {
      atAlford.say("IAMAT a +1+1 1800000000\n");
      String at = atAlford.take();
      atBall.say("WHATSAT a 1 1\n");

      assertThat(at).startsWith("AT Alford +0.000000000 a +1+1 1800000000\n");
      assertThat(atBall.take()).isEqualTo(at + "{}\n\n");
    }

    @Test
    void areAcknowledgedOnceTheStoreHasThem() {
      store.beSlow();
      atAlford.say("IAMAT a +1+1 1800000000\n");
      assertThat(atAlford.take()).isEmpty();

      store.answer(0);
      assertThat(atAlford.take()).startsWith("AT Alford");
    }

    @Test
    void areAnsweredInTheOrderOfTheCommandsWhicheverIsKeptFirst() {
      store.beSlow();
      atAlford.say("IAMAT a +1+1 1\nx\nIAMAT b +1+1 2\n");
      store.answer(1);
      assertThat(atAlford.take()).isEmpty();

      store.answer(0);
      assertThat(atAlford.take()).matches("AT .* a \\+1\\+1 1\n\\? x\nAT .* b \\+1\\+1 2\n");
    }

    @Test
    void areRefusedIfTheStoreFailsAndTakenAgainOnceItDoesNot() {
      for (StoreFailure failure : StoreFailure.values()) {
        store.fail(failure);
        atAlford.say("IAMAT  a +1+1 1\nWHATSAT a 1 1\n");
        assertThat(atAlford.take()).isEqualTo("? IAMAT  a +1+1 1\n? WHATSAT a 1 1\n");
      }
      store.recover();
      atAlford.say("IAMAT a +1+1 1\n");

      assertThat(atAlford.take()).startsWith("AT ");
      assertThat(alford.node().counts().outcomes())
          .containsEntry(Outcome.IAMAT_STORE_FAILED, (long) StoreFailure.values().length)
          .containsEntry(Outcome.WHATSAT_STORE_FAILED, (long) StoreFailure.values().length)
          .containsEntry(Outcome.IAMAT_ACCEPTED, 1L);
    }

    @Test
    void thatAreSentAgainAreTheReportThatTheyWere() {
      atAlford.say("IAMAT a +1+1 1800000000\n");
      Report first = store.greatest("a").orElseThrow();
      world.advance(Duration.ofSeconds(5));
      atAlford.take();
      atAlford.say("IAMAT a +1+1 1800000000\n");

      assertThat(atAlford.take()).startsWith("AT Alford +5.000000000 a");
      assertThat(store.greatest("a")).contains(first);
    }

    @Test
    void ofAClientThatIsGoneAreKeptAllTheSame() {
      store.beSlow();
      atAlford.say("IAMAT a +1+1 1\nWHATSAT a 1 1\n");
      atAlford.vanish();
      store.answerAll(new Random(0));

      assertThat(store.greatest("a")).isPresent();
      assertThat(alford.reports()).containsKey("a");
      assertThat(alford.node().counts().outcomes()).containsEntry(Outcome.WHATSAT_ABANDONED, 1L);
    }

    @Test
    void endASessionWhoseClientSendsNoMoreOnlyWhenTheyAreAnswered() {
      store.beSlow();
      atAlford.say("IAMAT a +1+1 1\n");
      atAlford.halfClose();
      assertThat(atAlford.isClosed()).isFalse();

      store.answer(0);
      assertThat(atAlford.take()).startsWith("AT ");
      assertThat(atAlford.isClosed()).isTrue();
    }
  }

  @Nested
  final class Questions {
    @Test
    void waitForTheReportsBeforeThemAndHoldUpThoseAfterThem() {
      store.beSlow();
      atAlford.say("IAMAT a +1+1 1\nIAMAT b +1+1 1\nWHATSAT a 1 1\nIAMAT a +2+2 2\n");
      assertThat(store.waiting()).as("two reports").isEqualTo(2);
      store.answer(1);
      assertThat(store.waiting()).as("a report").isEqualTo(1);
      store.answer(0);
      assertThat(store.waiting()).as("the question").isEqualTo(1);
      store.answer(0);
      assertThat(store.waiting()).as("the report after it").isEqualTo(1);
      store.answer(0);

      assertThat(atAlford.take()).containsPattern("a \\+1\\+1 1\n\\{}\n\n.*a \\+2\\+2 2\n$");
    }

    @Test
    void ofOneSessionDoNotWaitForEachOther() {
      atAlford.say("IAMAT a +1+1 1\n");
      store.beSlow();
      atAlford.say("WHATSAT a 1 1\nWHATSAT b 1 1\n");

      assertThat(store.waiting()).isEqualTo(2);
    }

    @Test
    void ofWhatHasExpiredFindNothing() {
      atAlford.say("IAMAT a +1+1 1\n");
      world.advance(Duration.ofDays(30));
      atBall.say("WHATSAT a 1 1\n");

      assertThat(store.greatest("a")).isPresent();
      assertThat(atBall.take()).isEqualTo("? WHATSAT a 1 1\n");
    }

    /** In whatever order the store does what it is asked. */
    @Seeds(count = 300)
    void areAnsweredAsByAServerThatKeepsItsReportsItself(long seed) {
      var random = new Random(seed);
      var alone = new World(0);
      HerdServer own = alone.start("Alford", Conditions.DEFAULT);
      alone.setWalls(NOW_NANOS);
      own.places().answerAtOnce();
      RecordingClient atOwn = own.connect();
      store.beSlow();
      for (int round = 0; round < 20; round++) {
        String line = line(random, round);
        atOwn.say(line);
        atAlford.say(line);
        while (random.nextInt(3) == 0 && store.waiting() > 0) {
          store.answer(random.nextInt(store.waiting()));
        }
      }
      store.answerAll(random);

      assertThat(atAlford.take()).isEqualTo(atOwn.take());
    }

    /** The clock stands still, so a later report is the same or has a later time. */
    private String line(Random random, int round) {
      String client = random.nextBoolean() ? "a" : "b";
      return switch (random.nextInt(4)) {
        case 0, 1 -> "IAMAT " + client + " +1+" + round + " 17" + (10 + round) + "\n";
        case 2 -> "WHATSAT " + client + " 1 1\n";
        default -> "x" + round + "\n";
      };
    }
  }

  @Nested
  final class Input {
    @Test
    void isUnwelcomeWhileTheStoreHasNoRoomButOnlyFromWhomAnAnswerIsDue() {
      store.beSlow();
      store.setRoom(false);
      atAlford.say("IAMAT a +1+1 1\n");
      assertThat(atAlford.session().wantsInput()).isFalse();
      assertThat(alford.connect().session().wantsInput()).isTrue();

      store.answer(0);
      assertThat(atAlford.session().wantsInput()).isTrue();
    }

    @Test
    void isUnwelcomeWhileManyAnswersAreDue() {
      store.beSlow();
      atAlford.say("IAMAT a +1+1 1\n".repeat(9));
      assertThat(atAlford.session().wantsInput()).isTrue();

      atAlford.say("IAMAT a +1+1 1\n");
      assertThat(atAlford.session().wantsInput()).isFalse();
    }
  }

  @Test
  void manyRequestsThatFailAtOnceAreAnsweredOneAfterTheOther() {
    HerdServer patient = world.start("Patient", Conditions.DEFAULT.withPendingReplies(1_000_000));
    patient.node().keepReportsIn(store);
    RecordingClient client = patient.connect();
    store.beSlow();
    client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\nIAMAT a +1+1 1\n".repeat(100_000));
    store.fail(StoreFailure.BUSY);
    store.beFast();
    store.answerAll(new Random(0));

    assertThat(client.take().split("\n", -1)).hasSize(200_002);
  }

  @Nested
  final class OwnMemory {
    @Test
    void isOfTheServersOwnClients() {
      atAlford.say("IAMAT a +1+1 1\n");
      atBall.say("IAMAT b +1+1 1\n");

      assertThat(alford.reports()).containsOnlyKeys("a");
      assertThat(ball.reports()).containsOnlyKeys("b");
    }

    @Test
    void isNotOfWhatTheStoreHasNotTaken() {
      store.fail(StoreFailure.TIMED_OUT);
      atAlford.say("IAMAT a +1+1 1\n");

      assertThat(alford.reports()).isEmpty();
    }

    @Test
    void hasRoomForANewClientByGivingUpAnother() {
      for (int client = 0; client < 10; client++) {
        atAlford.say("IAMAT c" + client + " +1+1 1\n");
        assertThat(atAlford.take()).startsWith("AT ");
        assertThat(alford.reports()).containsKey("c" + client);
      }

      assertThat(alford.reports()).hasSize(3);
      atAlford.say("WHATSAT c0 1 1\n");
      assertThat(atAlford.take()).startsWith("AT ");
    }
  }

  @Nested
  final class Forgotten {
    private final List<Forgetting> answers = new ArrayList<>();

    @Test
    void isWhoeverIsKnownToTheStoreAtEveryServer() {
      atAlford.say("IAMAT a +1+1 1\n");
      forget(ball);
      atAlford.take();
      atAlford.say("WHATSAT a 1 1\n");

      assertThat(answers).containsExactly(Forgetting.FORGOTTEN);
      assertThat(atAlford.take()).isEqualTo("? WHATSAT a 1 1\n");
      forget(alford);
      assertThat(answers).last().isEqualTo(Forgetting.UNKNOWN);
    }

    @Test
    void isNobodyIfTheStoreFails() {
      atAlford.say("IAMAT a +1+1 1\n");
      store.fail(StoreFailure.UNAVAILABLE);
      forget(alford);
      store.recover();

      assertThat(answers).containsExactly(Forgetting.FAILED);
      assertThat(store.greatest("a").filter(Report::isTombstone)).isEqualTo(Optional.empty());
    }

    private void forget(HerdServer server) {
      server.node().forget(new Field("a".getBytes(US_ASCII), 0, 1), answers::add);
    }
  }

  @Test
  void whatALegacyNeighbourSaysIsKeptThere() {
    var peer = new LegacyPeer("Bohr", Dialect.AT6, Delivery.LINE, 1);
    alford.node().legacy().open(peer).onConnected(new LineEnd());
    RecordingClient bohr = alford.connectAs(Set.of("Bohr"));
    bohr.say("AT Curie +0.5 kiwi +1+1 1799999990\n");
    atBall.say("WHATSAT kiwi 1 1\n");

    assertThat(bohr.take()).isEmpty();
    assertThat(atBall.take()).startsWith("AT Curie +0.5 kiwi +1+1 1799999990\n");
  }
}
