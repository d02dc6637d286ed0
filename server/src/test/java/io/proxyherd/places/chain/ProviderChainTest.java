package io.proxyherd.places.chain;

import static io.proxyherd.places.chain.ScriptedProvider.BUSY;
import static io.proxyherd.places.chain.ScriptedProvider.DENIED;
import static io.proxyherd.places.chain.TestChain.PATIENCE;
import static io.proxyherd.places.chain.TestChain.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.PlaceProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderChainTest {
  private static final Duration ETERNITY = Duration.ofHours(1);

  @TempDir private Path dir;

  private TestChain herd() {
    return new TestChain(dir);
  }

  @Nested
  final class Order {
    private final TestChain chain = herd();
    private final ScriptedProvider first = chain.with("first", PLAIN);
    private final ScriptedProvider second = chain.with("second", PLAIN);
    private final ScriptedProvider third = chain.with("third", PLAIN);

    @Test
    void theFirstThatAnswersIsTheOnlyOneAsked() {
      assertThat(chain.ask(1).text()).contains("first0", "\"OK\"").doesNotContain("second");
      assertThat(second.calls()).isZero();
    }

    @Test
    void nothingThereIsAnAnswer() {
      first.answers(new Outcome.Found(List.of()));
      assertThat(chain.ask(1).text()).contains("ZERO_RESULTS");
      assertThat(second.calls()).isZero();
    }

    @Test
    void afterAFailureTheNextIsAsked() {
      first.answers(DENIED);
      second.answers(BUSY);
      assertThat(chain.ask(1).text()).contains("third0").doesNotContain("first", "second");
    }

    @Test
    void whenAllFailTheFirstFailureIsTold() {
      first.answers(DENIED);
      second.answers(BUSY);
      third.answers(BUSY);
      assertThat(chain.ask(1).text()).isEqualTo("REQUEST_DENIED wrong key");
    }
  }

  @Nested
  final class Time {
    private final TestChain chain = herd();
    private final ScriptedProvider first = chain.with("first", PLAIN);

    @Test
    void aHangingProviderLeavesTheLaterOnesTime() {
      chain.with("second", PLAIN);
      first.hangs();
      var answer = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(answer.text()).contains("second0");
      assertThat(answer.after()).isEqualTo(PATIENCE.dividedBy(2));
    }

    @Test
    void theOneBehindGetsWhatIsLeft() {
      var second = chain.with("second", PLAIN).hangs();
      first.hangs();
      var answer = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(second.lastPatience()).isEqualTo(PATIENCE.dividedBy(2).minusMillis(20));
      assertThat(answer.text()).isEqualTo("UNKNOWN_ERROR first: no answer within 975 ms");
      assertThat(answer.after()).isEqualTo(PATIENCE);
    }

    @Test
    void aProviderHasNoMoreThanItsTimeout() {
      first.hangs();
      var answer = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(first.lastPatience()).isEqualTo(PLAIN.timeout().minusMillis(20));
      assertThat(answer.after()).isEqualTo(PLAIN.timeout());
    }

    @Test
    void aLateAnswerIsNoSecondOne() {
      first.hangs();
      var answer = chain.ask(1);
      chain.time.advance(ETERNITY);
      first.wakes(ScriptedProvider.places("late", 1));
      assertThat(answer.text()).isEqualTo("UNKNOWN_ERROR first: no answer within 1000 ms");
    }

    @Test
    void whatIsAnsweredLeavesNothingToWaitFor() {
      for (int i = 0; i < 100; i++) {
        chain.ask(i);
      }
      assertThat(chain.time.waiting()).isZero();
    }

    @Test
    void oneWhoJoinsACallWaitsNoLongerThanOneWhoBeganIt() {
      var slow = chain.with("slow", PLAIN).hangs();
      first.answers(DENIED);
      chain.ask(1);
      first.hangs();
      var later = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(slow.calls()).isEqualTo(1);
      assertThat(later.after()).isLessThanOrEqualTo(PATIENCE);
    }

    /** Of any length, with any providers that answer, fail, hang, or wake up at any time. */
    @Seeds(count = 200)
    void nobodyWaitsLongerThanTheDeadline(long seed) {
      var random = new Random(seed);
      var herd = herd();
      var providers = new ArrayList<ScriptedProvider>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        providers.add(herd.with("p" + i, TestChain.retrying(random.nextInt(3))));
      }
      var answers = new ArrayList<TestChain.Answer>();
      for (int i = 0; i < 100; i++) {
        ScriptedProvider one = providers.get(random.nextInt(providers.size()));
        switch (random.nextInt(5)) {
          case 0 -> one.hangs();
          case 1 -> one.answers(BUSY);
          case 2 -> one.answers(DENIED);
          case 3 -> one.answers(ScriptedProvider.places(one.name(), 1));
          default -> one.wakes(random.nextBoolean() ? BUSY : ScriptedProvider.places("x", 1));
        }
        answers.add(herd.ask(random.nextInt(5)));
        herd.time.advance(Duration.ofMillis(random.nextInt(300)));
      }
      herd.time.advance(ETERNITY);
      assertThat(answers).allMatch(TestChain.Answer::isThere);
      assertThat(answers).allMatch(answer -> answer.after().compareTo(PATIENCE) <= 0);
      assertThat(answers).noneMatch(answer -> answer.text().endsWith(" answers"));
    }
  }

  @Nested
  final class Crowds {
    @Test
    void beyondTheLimitALookupFailsAtOnceAndAtTheLimitItDoesNot() {
      var chain = herd().withMostUnderWay(2);
      var slow = chain.with("slow", PLAIN).hangs();
      var first = chain.ask(1);
      var second = chain.ask(2);
      assertThat(chain.ask(3).text())
          .isEqualTo("UNKNOWN_ERROR places: too many lookups are waiting");
      slow.wakes(ScriptedProvider.places("slow", 1));
      assertThat(first.text()).contains("slow0");
      assertThat(second.isThere()).isTrue();
      slow.answers(BUSY);
      assertThat(chain.ask(3).text()).isEqualTo("UNKNOWN_ERROR it is busy");
    }
  }

  @Test
  void aProviderThatThrowsIsAFailure() {
    for (boolean atOnce : List.of(true, false)) {
      var chain =
          new ProviderChain(
              List.of(new ProviderChain.Link(new Faulty(atOnce), PLAIN)),
              TestChain.DEADLINE,
              1,
              dir,
              new VirtualTime(),
              new Random(1));
      var said = new ArrayList<Object>();
      chain.find(new NearbyQuery(1, 2, 3, 4), said::add);
      assertThat(said).singleElement().asString().contains("faulty: the lookup failed");
    }
  }

  private record Faulty(boolean atOnce) implements PlaceProvider {
    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public CompletableFuture<Outcome> find(NearbyQuery query, Duration patience) {
      if (atOnce) {
        throw new IllegalStateException("a bug");
      }
      return CompletableFuture.failedFuture(new IllegalStateException("a bug"));
    }

    @Override
    public void close() {}
  }
}
