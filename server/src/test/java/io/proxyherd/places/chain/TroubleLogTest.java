package io.proxyherd.places.chain;

import static io.proxyherd.places.chain.ScriptedProvider.BUSY;
import static io.proxyherd.places.chain.ScriptedProvider.DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TroubleLogTest {
  @TempDir private Path dir;
  private TestChain chain = new TestChain(Path.of(""));
  private ScriptedProvider provider = new ScriptedProvider("p");

  @BeforeEach
  void begin() {
    chain = new TestChain(dir);
    provider = chain.with("p", TestChain.PLAIN);
  }

  @Test
  void eachKindOfFailureIsSaidWhenItBegins() {
    provider.answers(DENIED);
    chain.ask(1);
    chain.ask(1);
    provider.answers(BUSY);
    chain.ask(1);
    provider.hangs();
    chain.ask(1);
    chain.time.advance(Duration.ofSeconds(2));
    assertThat(chain.log)
        .containsExactly(
            "warn places: denied: wrong key",
            "warn places: error: it is busy",
            "warn places: timeout: p: no answer within 1000 ms");
    assertThat(chain.state(0).troubles())
        .containsEntry("denied", 2L)
        .containsEntry("error", 1L)
        .containsEntry("timeout", 1L);
  }

  @Test
  void andOnceAMinuteWithTheNumberOfThoseThatWereNot() {
    provider.answers(DENIED);
    for (int second = 0; second <= 60; second++) {
      chain.ask(1);
      chain.time.advance(Duration.ofSeconds(1));
    }
    assertThat(chain.log)
        .containsExactly(
            "warn places: denied: wrong key", "warn places: denied: wrong key; 59 more unsaid");
  }

  @Test
  void andThatItWorksAgain() {
    provider.answers(DENIED);
    chain.ask(1);
    chain.time.advance(Duration.ofSeconds(30));
    provider.answers(ScriptedProvider.places("p", 1));
    chain.ask(1);
    chain.ask(1);
    assertThat(chain.log)
        .containsExactly(
            "warn places: denied: wrong key", "info places: p answers again, after 30 s");
  }

  @Test
  void oneThatComesAndGoesDoesNotFillTheLog() {
    for (int i = 0; i < 1000; i++) {
      provider.answers(i % 2 == 0 ? BUSY : ScriptedProvider.places("p", 1));
      chain.ask(1);
      chain.time.advance(Duration.ofMillis(10));
    }
    assertThat(chain.log).hasSize(2);
  }
}
