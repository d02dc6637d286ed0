package io.proxyherd.places.chain;

import static io.proxyherd.places.chain.ScriptedProvider.BUSY;
import static io.proxyherd.places.chain.TestChain.PLAIN;
import static io.proxyherd.places.chain.TestChain.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedAnswersTest {
  private static final Duration TTL = Duration.ofSeconds(10);

  @TempDir private Path dir;

  @Nested
  final class UnderWay {
    private final TestChain chain = new TestChain(dir);
    private final ScriptedProvider provider = chain.with("p", PLAIN).hangs();

    @Test
    void aThousandForOneSpotMakeOneCall() {
      var answers = new ArrayList<TestChain.Answer>();
      for (int i = 0; i < 1000; i++) {
        answers.add(chain.ask(query(1, 1 + i % 20, "10.0.0." + i % 256)));
      }
      provider.wakes(ScriptedProvider.places("p", 30));
      assertThat(provider.calls()).isEqualTo(1);
      assertThat(provider.lastQuery().limit()).isEqualTo(20);
      for (int i = 0; i < 1000; i++) {
        assertThat(answers.get(i).text().split("\"place_id\"", -1)).hasSize(2 + i % 20);
      }
      assertThat(chain.state(0).coalesced()).isEqualTo(999);
      assertThat(chain.state(0).answered()).isEqualTo(1000);
    }

    @Test
    void anotherPointRadiusOrTypeIsAnotherCall() {
      for (NearbyQuery query :
          List.of(
              query(1, 5, "a"),
              query(1.0000001, 5, "a"),
              new NearbyQuery(1, 3, 10, 5, Optional.empty(), "a"),
              new NearbyQuery(1, 2, 10.5, 5, Optional.empty(), "a"),
              new NearbyQuery(1, 2, 10, 5, Optional.of("cafe"), "a"),
              new NearbyQuery(1, 2, 10, 21, Optional.empty(), "a"))) {
        chain.ask(query);
      }
      assertThat(provider.calls()).isEqualTo(6);
    }

    @Test
    void theFailureIsSharedAndNotKept() {
      var first = chain.ask(1);
      var second = chain.ask(1);
      provider.wakes(BUSY);
      assertThat(first.text()).isEqualTo(second.text()).isEqualTo("UNKNOWN_ERROR it is busy");
      provider.answers(ScriptedProvider.places("p", 1));
      assertThat(chain.ask(1).text()).contains("p0");
    }

    @Test
    void whatIsAnsweredIsAskedAgainWithoutACache() {
      provider.answers(ScriptedProvider.places("p", 1));
      chain.ask(1);
      chain.ask(1);
      assertThat(provider.calls()).isEqualTo(2);
    }
  }

  @Nested
  final class Kept {
    @Test
    void anAnswerServesAgainUntilItsTimeIsOver() {
      var chain = new TestChain(dir);
      var provider = chain.with("p", TestChain.cached(TTL, 1 << 20));
      chain.ask(query(1, 3, "a"));
      chain.time.advance(TTL.minusNanos(1));
      assertThat(chain.ask(query(1, 20, "b")).text()).contains("p19");
      assertThat(provider.calls()).isEqualTo(1);
      assertThat(chain.state(0).cached()).isEqualTo(1);
      chain.time.advance(Duration.ofNanos(1));
      chain.ask(query(1, 3, "a"));
      assertThat(provider.calls()).isEqualTo(2);
    }

    @Test
    void aFailureIsNotKept() {
      var chain = new TestChain(dir);
      var provider = chain.with("p", TestChain.cached(TTL, 1 << 20)).answersFirst(BUSY);
      chain.ask(1);
      assertThat(chain.ask(1).text()).contains("p0");
      assertThat(provider.calls()).isEqualTo(2);
    }

    @Test
    void oneProvidersAnswerIsNotServedAsAnothers() {
      var chain = new TestChain(dir);
      var first = chain.with("first", TestChain.cached(TTL, 1 << 20)).answersFirst(BUSY);
      var second = chain.with("second", TestChain.cached(TTL, 1 << 20));
      assertThat(chain.ask(1).text()).contains("second0");
      assertThat(chain.ask(1).text()).contains("first0").doesNotContain("second");
      assertThat(first.calls()).isEqualTo(2);
      assertThat(second.calls()).isEqualTo(1);
    }

    @Test
    void theMemoryIsBounded() {
      var time = new VirtualTime();
      var answers =
          new SharedAnswers("p", new ProviderRules.Cache(TTL, 100_000), time, new Meter());
      for (int i = 0; i < 10_000; i++) {
        var question = Question.of(query(i, 20, "a"), 20);
        var answer = answered(i);
        var _ = answers.findOrCall(question, TTL, () -> answer);
        assertThat(answers.keptBytes()).isLessThanOrEqualTo(100_000);
      }
      assertThat(answers.keptBytes()).isGreaterThan(50_000);
    }

    private static CompletableFuture<Outcome> answered(int name) {
      return CompletableFuture.completedFuture(ScriptedProvider.places("p" + name, 20));
    }
  }
}
