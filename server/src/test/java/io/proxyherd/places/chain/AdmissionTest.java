package io.proxyherd.places.chain;

import static io.proxyherd.places.chain.ScriptedProvider.BUSY;
import static io.proxyherd.places.chain.TestChain.limited;
import static io.proxyherd.places.chain.TestChain.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a provider is called at most. */
final class AdmissionTest {
  private static final int MANY = 1000;

  @TempDir private Path dir;

  @Test
  void theRateHoldsForAllTogetherAndTheNextProviderIsAsked() {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(0, 3, MANY, 0));
    chain.with("free", TestChain.PLAIN);
    for (int i = 0; i < 3; i++) {
      assertThat(chain.ask(i).text()).contains("paid0");
    }
    assertThat(chain.ask(3).text()).contains("free0");
    chain.time.advance(Duration.ofMillis(332));
    assertThat(chain.ask(3).text()).contains("free0");
    chain.time.advance(Duration.ofMillis(2));
    assertThat(chain.ask(3).text()).contains("paid0");
    assertThat(paid.calls()).isEqualTo(4);
    assertThat(chain.state(0).troubles()).containsOnly(Map.entry("rate", 2L));
  }

  @Test
  void withoutAnotherProviderTheClientIsToldOfTheLimit() {
    var chain = new TestChain(dir);
    chain.with("paid", limited(0, 1, MANY, 0));
    chain.ask(1);
    assertThat(chain.ask(2).text())
        .isEqualTo("OVER_QUERY_LIMIT paid: asked too often by all clients together");
  }

  @Test
  void whoAsksALotIsRefusedAndNobodyElse() {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(0, MANY, 2, 0)).hangs();
    for (int i = 0; i < 5; i++) {
      chain.ask(query(i, 5, "greedy"));
    }
    assertThat(paid.calls()).isEqualTo(2);
    assertThat(chain.ask(query(9, 5, "greedy")).text())
        .isEqualTo("OVER_QUERY_LIMIT paid: asked too often by one client; wait a minute");
    var modest = chain.ask(query(9, 5, "modest"));
    assertThat(modest.isThere()).isFalse();
    // What the other pays for is there for the greedy one, too.
    var joined = chain.ask(query(9, 5, "greedy"));
    paid.wakes(ScriptedProvider.places("paid", 1));
    assertThat(modest.text()).contains("paid0").isEqualTo(joined.text());
    chain.time.advance(Duration.ofSeconds(30));
    paid.answers(ScriptedProvider.places("paid", 1));
    assertThat(chain.ask(query(9, 5, "greedy")).text()).contains("paid0");
  }

  @Test
  void onlySoManyAskersAreRemembered() {
    var time = new VirtualTime();
    var limits = new RateLimits(new ProviderRules.Limits(MANY, 2, Optional.empty()), time);
    for (int i = 0; i < 3 * RateLimits.MOST_ASKERS; i++) {
      assertThat(limits.admits("asker " + i)).isTrue();
    }
    assertThat(limits.askers()).isLessThanOrEqualTo(RateLimits.MOST_ASKERS);
  }

  @Test
  void eachTryCounts() {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(5, MANY, MANY, 3)).answers(BUSY);
    var answer = chain.ask(1);
    chain.time.advance(Duration.ofHours(1));
    assertThat(paid.calls()).isEqualTo(3);
    assertThat(answer.text()).isEqualTo("UNKNOWN_ERROR it is busy");
    assertThat(chain.state(0).callsLeftToday()).contains(0);
  }

  @Test
  void triesOfOneAskerCountForIt() {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(5, MANY, 2, 0)).answers(BUSY);
    chain.ask(1);
    chain.time.advance(Duration.ofSeconds(5));
    assertThat(paid.calls()).isEqualTo(2);
  }

  @Test
  void theBudgetStopsAtItsFigureAndTheNextProviderIsAsked() {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(0, MANY, MANY, 7));
    var free = chain.with("free", TestChain.PLAIN);
    for (int i = 0; i < 20; i++) {
      chain.ask(i);
    }
    assertThat(paid.calls()).isEqualTo(7);
    assertThat(free.calls()).isEqualTo(13);
    free.answers(BUSY);
    assertThat(chain.ask(99).text())
        .isEqualTo("OVER_QUERY_LIMIT paid: all 7 calls of today (UTC) are used up");
  }

  @Test
  void aRestartDoesNotResetTheBudget() {
    for (int life = 0; life < 3; life++) {
      var chain = new TestChain(dir);
      var paid = chain.with("paid", limited(0, MANY, MANY, 5));
      chain.ask(1);
      chain.ask(2);
      assertThat(paid.calls()).isEqualTo(life < 2 ? 2 : 1);
    }
  }

  @Test
  void withoutACountThereIsNoCall() throws IOException {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(0, MANY, MANY, 5));
    Files.createDirectories(dir.resolve("paid.calls"));
    assertThat(chain.ask(1).text())
        .isEqualTo("OVER_QUERY_LIMIT paid: its calls of today can't be counted");
    assertThat(paid.calls()).isZero();
    assertThat(chain.log).singleElement().asString().contains("counted: ", "paid.calls");
  }

  @Test
  void aDiskThatHangsHoldsUpNobodyAndOnlySoManyCalls() {
    var chain = new TestChain(dir);
    var paid = chain.with("paid", limited(0, MANY, MANY, MANY));
    chain.with("free", TestChain.PLAIN);
    chain.time.diskHangs(true);
    for (int i = 0; i < 200; i++) {
      var answer = chain.ask(i);
      chain.time.advance(Duration.ofSeconds(2));
      assertThat(answer.text()).contains("free0");
    }
    assertThat(chain.time.stuck()).isEqualTo(64);
    assertThat(paid.calls()).isZero();
    // What comes too late is counted, but no longer called.
    chain.time.diskHangs(false);
    assertThat(paid.calls()).isZero();
    assertThat(chain.ask(1).text()).contains("paid0");
  }
}
