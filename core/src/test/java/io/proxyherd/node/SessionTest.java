package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What transcripts can't say; the rest is in {@link TranscriptTest}. */
final class SessionTest {
  private final World world = new World(0);
  private final HerdServer alford =
      world.start("Alford", Conditions.DEFAULT.withPendingReplies(10));
  private final RecordingClient client = alford.connect();

  @Nested
  final class Whatsat {
    @Test
    void asksForTheDegreesKilometresAndLimitOfTheCommand() {
      client.say("IAMAT a +34.5-118.25 1\nWHATSAT a 0.5 20\n");

      assertThat(alford.places().queries())
          .containsExactly(new NearbyQuery(34.5, -118.25, 0.5, 20, Optional.empty(), "10.0.0.1"));
    }

    @Test
    void runsAFewLookupsAtATimeAndTheNextWhenOneIsDone() {
      alford.places().delayBy(Duration.ofSeconds(1));
      client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\n".repeat(40));
      assertThat(alford.places().queries()).hasSize(32);

      world.advance(Duration.ofSeconds(1));
      assertThat(alford.places().queries()).hasSize(40);
      world.advance(Duration.ofSeconds(1));
      assertThat(client.take().split("\n\n", -1)).hasSize(41);
    }

    @Test
    void isAnsweredByTheDeadlineAlsoIfItWaitsForOthersToBeLookedUp() {
      alford.places().beSilent();
      client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\n".repeat(40));
      world.advance(Duration.ofSeconds(5));

      assertThat(client.take().split("UNKNOWN_ERROR", -1)).hasSize(41);
    }

    @Test
    void thatTheDeadlineAnsweredKeepsNoOtherFromItsLookup() {
      alford.places().beSilent();
      client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\n".repeat(32));
      world.advance(Duration.ofSeconds(5));
      client.take();
      alford.places().find("[]");
      client.say("WHATSAT a 1 1\n");

      assertThat(alford.places().queries()).hasSize(33);
      assertThat(client.take()).endsWith("a +1+1 1\n[]\n\n");
    }

    @Test
    void whoseDeadlineIsOverIsNotLookedUpAnyMore() {
      alford.places().beSilent();
      client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\n".repeat(40));
      world.advance(Duration.ofSeconds(5));

      assertThat(alford.places().queries()).hasSize(32);
    }

    @Test
    void hasItsPlaceGivenBackOnceOnlyWhenItsPlacesComeLate() {
      alford.places().delayBy(Duration.ofSeconds(30));
      client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\n".repeat(32));
      world.advance(Duration.ofSeconds(60));
      client.take();
      client.say("WHATSAT a 1 1\n".repeat(40));

      assertThat(alford.places().queries()).hasSize(64);
    }

    @Test
    void ofAnUnknownClientIsAnsweredBeforeAnyLookup() {
      client.say("WHATSAT b 1 1\n");

      assertThat(client.take()).isEqualTo("? WHATSAT b 1 1\n");
      assertThat(alford.places().queries()).isEmpty();
    }

    @Test
    void isAnsweredAtOnceIfItsPlacesComeAtOnce() {
      alford.places().answerAtOnce();
      client.say("IAMAT a +1+1 1\nWHATSAT a 1 1\nx\nWHATSAT a 1 1\n");
      assertThat(client.take()).containsPattern("(?s)AT .*AT .*\\{}\n\n\\? x\nAT .*\\{}\n\n$");

      world.advance(Duration.ofSeconds(60));
      assertThat(client.take()).isEmpty();
    }

    @Test
    void mayWaitWithManyForOneWhereAllTheOthersAreThenAnsweredAtOnce() {
      alford.places().delayBy(Duration.ofSeconds(1));
      client.say("IAMAT a +1+1 1\n" + "WHATSAT a 1 1\n".repeat(50_000));
      assertThat(alford.places().queries()).hasSize(32);
      alford.places().answerAtOnce();
      world.advance(Duration.ofSeconds(1));

      assertThat(client.take().split("\n\n", -1)).hasSize(50_001);
    }

    @Test
    void answersWithWhatWasNewestWhenItWasAsked() {
      alford.places().delayBy(Duration.ofSeconds(1));
      client.say("IAMAT a +1+1 1\nWHATSAT a 1 1\nIAMAT a +2+2 2\n");
      client.take();
      world.advance(Duration.ofSeconds(1));

      assertThat(client.take()).contains("a +1+1 1\n{}");
    }
  }

  @Nested
  final class Input {
    @Test
    void isUnwelcomeWhileTooManyRepliesWait() {
      alford.places().delayBy(Duration.ofSeconds(1));
      client.say("IAMAT a +1+1 1\nWHATSAT a 1 1\n" + "x\n".repeat(8));
      assertThat(client.session().wantsInput()).isTrue();

      client.say("y\n");
      assertThat(client.session().wantsInput()).isFalse();
      world.advance(Duration.ofSeconds(1));
      assertThat(client.session().wantsInput()).isTrue();
      assertThat(client.take()).endsWith("? x\n? x\n? y\n");
    }

    @Test
    void ofAClientThatIsGoneIsIgnoredAndItsAnswersAreLost() {
      alford.places().delayBy(Duration.ofSeconds(1));
      client.say("IAMAT a +1+1 1\nWHATSAT a 1 1\n");
      client.take();
      client.vanish();
      client.say("x\n");
      client.halfClose();
      world.advance(Duration.ofSeconds(10));

      assertThat(client.take()).isEmpty();
      assertThat(client.isClosed()).isFalse();
    }

    @Test
    void afterTheEndOfASilentProviderIsServedAsBefore() {
      alford.places().beSilent();
      client.say("IAMAT a +1+1 1\nWHATSAT a 1 1\n");
      world.advance(Duration.ofSeconds(5));
      client.take();
      alford.places().find("[]");
      client.say("WHATSAT a 1 1\n");

      assertThat(client.take()).endsWith("a +1+1 1\n[]\n\n");
    }
  }
}
