package io.proxyherd.places.chain;

import static io.proxyherd.places.chain.ScriptedProvider.BUSY;
import static io.proxyherd.places.chain.ScriptedProvider.DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Retry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallTest {
  private static final Duration ETERNITY = Duration.ofHours(1);

  @TempDir private Path dir;

  @Nested
  final class Retries {
    private final TestChain chain = new TestChain(dir);
    private final ScriptedProvider provider = chain.with("p", TestChain.retrying(2));

    @Test
    void comeAfterAFailureThatMayPass() {
      provider.answersFirst(BUSY, BUSY);
      var answer = chain.ask(1);
      assertThat(answer.isThere()).isFalse();
      chain.time.advance(ETERNITY);
      assertThat(answer.text()).contains("p0");
      // 50 to 100 ms and 100 to 200 ms.
      assertThat(answer.after()).isBetween(Duration.ofMillis(150), Duration.ofMillis(300));
      assertThat(chain.state(0).retried()).isEqualTo(2);
    }

    @Test
    void areBounded() {
      provider.answers(BUSY);
      var answer = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(answer.text()).isEqualTo("UNKNOWN_ERROR it is busy");
      assertThat(provider.calls()).isEqualTo(3);
    }

    @Test
    void doNotComeAfterARefusal() {
      provider.answers(DENIED);
      assertThat(chain.ask(1).text()).isEqualTo("REQUEST_DENIED wrong key");
      chain.time.advance(ETERNITY);
      assertThat(provider.calls()).isEqualTo(1);
    }

    @Test
    void haveWhatIsLeftOfTheTimeoutAndNotMore() {
      provider.answersFirst(BUSY).hangs();
      provider.answersFirst();
      var hanging = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(hanging.after()).isEqualTo(TestChain.PLAIN.timeout());
    }

    @Test
    void waitAsLongAsTheProviderAsks() {
      provider.answersFirst(busyFor(Duration.ofMillis(700)));
      var answer = chain.ask(1);
      chain.time.advance(ETERNITY);
      assertThat(answer.after()).isEqualTo(Duration.ofMillis(700));
      assertThat(answer.text()).contains("p0");
    }

    @Test
    void doNotComeWhenThatIsTooLate() {
      provider.answersFirst(busyFor(Duration.ofSeconds(60)));
      assertThat(chain.ask(1).text()).isEqualTo("UNKNOWN_ERROR slow down");
      chain.time.advance(ETERNITY);
      assertThat(provider.calls()).isEqualTo(1);
    }

    private static Failed busyFor(Duration time) {
      return new Failed(Status.UNKNOWN_ERROR, Retry.SOON, "slow down", Optional.of(time));
    }
  }

  @Test
  void pausesDoubleAndAreCutByUpToAHalfAtRandom() {
    var backoff = new Backoff(new Random(1));
    for (int i = 0; i < 1000; i++) {
      assertThat(backoff.pause(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
      assertThat(backoff.pause(3)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    }
    assertThat(backoff.pause(1)).isNotEqualTo(backoff.pause(1));
  }

  @Nested
  final class Circuits {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final TestChain chain = new TestChain(dir);
    private final ScriptedProvider first = chain.with("first", TestChain.broken(3, PAUSE));
    private final ScriptedProvider second = chain.with("second", TestChain.PLAIN);

    private void fail(int times) {
      first.answers(BUSY);
      for (int i = 0; i < times; i++) {
        assertThat(chain.ask(1).text()).contains("second0");
      }
    }

    @Test
    void areClosedBelowTheLimit() {
      fail(2);
      first.answers(ScriptedProvider.places("first", 1));
      assertThat(chain.ask(1).text()).contains("first0");
      fail(2);
      assertThat(chain.state(0).circuit()).isEqualTo("closed");
      assertThat(first.calls()).isEqualTo(5);
    }

    @Test
    void openAtTheLimitAndSpareTheProvider() {
      fail(13);
      assertThat(first.calls()).isEqualTo(3);
      assertThat(chain.state(0).circuit()).isEqualTo("open");
      assertThat(chain.state(0).troubles()).containsEntry("circuit-open", 10L);
      second.answers(DENIED);
      assertThat(chain.ask(1).text())
          .isEqualTo("UNKNOWN_ERROR it is busy (not asked again for a while)");
    }

    @Test
    void letOneCallThroughAfterAWhileAndCloseWhenItIsAnswered() {
      fail(3);
      chain.time.advance(PAUSE.plusNanos(1));
      first.hangs();
      chain.ask(1);
      chain.ask(2);
      assertThat(first.calls()).isEqualTo(4);
      assertThat(chain.state(0).circuit()).isEqualTo("half-open");
      first.wakes(ScriptedProvider.places("first", 1));
      first.answers(ScriptedProvider.places("first", 1));
      assertThat(chain.state(0).circuit()).isEqualTo("closed");
      assertThat(chain.ask(2).text()).contains("first0");
    }

    @Test
    void openAgainWhenThatCallFails() {
      fail(3);
      chain.time.advance(PAUSE.plusNanos(1));
      fail(1);
      assertThat(chain.state(0).circuit()).isEqualTo("open");
      fail(1);
      assertThat(first.calls()).isEqualTo(4);
    }

    @Test
    void openForAProviderThatHangs() {
      first.hangs();
      for (int i = 0; i < 3; i++) {
        chain.ask(i);
        chain.time.advance(Duration.ofSeconds(2));
      }
      assertThat(chain.state(0).circuit()).isEqualTo("open");
    }

    @Test
    void stayClosedWhenTheProviderDoesNotUnderstandQuestions() {
      first.answers(new Failed(Status.INVALID_REQUEST, Retry.NEVER, "what?"));
      for (int i = 0; i < 10; i++) {
        chain.ask(i);
      }
      assertThat(chain.state(0).circuit()).isEqualTo("closed");
    }

    @Test
    void sayEachChange() {
      fail(3);
      chain.time.advance(PAUSE.plusNanos(1));
      first.answers(ScriptedProvider.places("first", 1));
      chain.ask(1);
      assertThat(chain.log)
          .filteredOn(line -> line.contains("circuit of"))
          .containsExactly(
              "warn places: circuit of first: open, 3 failures in a row; it is left alone for"
                  + " 30.0 s",
              "info places: circuit of first: half-open, one call tries it",
              "info places: circuit of first: closed");
    }
  }
}
