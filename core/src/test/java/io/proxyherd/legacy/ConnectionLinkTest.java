package io.proxyherd.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ConnectionLinkTest {
  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT);
  private final RecordingClient client = alford.connect();
  private final RecordingClient fromBohr = alford.connectAs(Set.of("Bohr"));
  private final ScriptedCourier courier = new ScriptedCourier();
  private final ConnectionLink link = open(2);

  @Nested
  final class Feeds {
    @Test
    void nothingBeforeTheStartAndEverythingThen() {
      report("a", 1);
      assertThat(courier.underWay()).isEmpty();
      link.start();
      assertThat(courier.underWay()).containsExactly("a 1");
      report("b", 1);
      assertThat(courier.underWay()).containsExactly("a 1", "b 1");
    }

    @Test
    void atMostSoManyAtATimeAndTheNewestOfTheOthers() {
      link.start();
      report("a", 1);
      report("b", 1);
      report("c", 1);
      report("d", 1);
      report("c", 2);
      assertThat(courier.underWay()).containsExactly("a 1", "b 1");
      assertThat(link.owed()).isEqualTo(2);
      deliver("b 1");
      assertThat(courier.underWay()).containsExactly("a 1", "c 2");
    }

    @Test
    void neverTwoOfOneClientAtATime() {
      link.start();
      report("a", 1);
      report("a", 2);
      report("a", 3);
      assertThat(courier.underWay()).containsExactly("a 1");
      deliver("a 1");
      assertThat(courier.underWay()).containsExactly("a 3");
      deliver("a 3");
      assertThat(courier.underWay()).isEmpty();
      assertThat(link.owed()).isZero();
      assertThat(link.sent()).isEqualTo(2);
    }

    @Test
    void notBackWhatCameFromThere() {
      link.start();
      fromBohr.say("AT Bohr +0.5 a +1+1 1\n");
      assertThat(courier.underWay()).isEmpty();
      report("a", 2);
      assertThat(courier.underWay()).containsExactly("a 2");
    }
  }

  @Nested
  final class AfterAFailure {
    @Test
    void onePauseThenOneAtATimeUntilOneArrivesThenEverythingButThat() {
      link.start();
      report("a", 1);
      deliver("a 1");
      assertThat(link.isUp()).isTrue();
      report("b", 1);
      report("c", 1);
      fail("b 1");
      assertThat(link.isUp()).isFalse();
      deliver("c 1");
      assertThat(link.isUp()).as("what was under way before says nothing").isFalse();
      assertThat(courier.underWay()).isEmpty();

      pauseEnds();
      assertThat(courier.underWay()).containsExactly("a 1");
      fail("a 1");
      pauseEnds();
      assertThat(courier.underWay()).hasSize(1);
      deliver("a 1");
      assertThat(link.isUp()).isTrue();
      assertThat(courier.underWay()).containsExactly("b 1", "c 1");
      deliver("b 1");
      deliver("c 1");
      assertThat(courier.underWay()).isEmpty();
      assertThat(alford.log().take())
          .containsSubsequence(
              "legacyReached Bohr",
              "legacyLost Bohr: refused",
              "legacyLost Bohr: refused",
              "legacyReached Bohr");
    }

    @Test
    void alsoWhatCameFromThereIsSent() {
      link.start();
      fromBohr.say("AT Bohr +0.5 a +1+1 1\n");
      report("b", 1);
      fail("b 1");
      fromBohr.say("AT Bohr +0.5 c +1+1 1\n");
      pauseEnds();
      deliverAll("a 1", "b 1", "c 1");
    }

    @Test
    void whatIsNewMeanwhileIsSentOnceAndAsTheNewest() {
      link.start();
      report("a", 1);
      fail("a 1");
      for (int time = 2; time < 100; time++) {
        report("a", time);
        report("b", time);
      }
      pauseEnds();
      deliverAll("a 99", "b 99");
    }

    @Test
    void bothUnderWayFailAndItIsOneOutage() {
      link.start();
      report("a", 1);
      report("b", 1);
      fail("a 1");
      fail("b 1");
      pauseEnds();
      assertThat(courier.endPause()).isFalse();
      assertThat(courier.underWay()).hasSize(1);
    }
  }

  @Nested
  final class BrokenOff {
    @Test
    void isSentOnceMore() {
      link.start();
      report("a", 1);
      link.onBrokenOff(courier.take("a 1"));
      link.onBrokenOff(courier.take("a 1"));
      assertThat(courier.underWay()).isEmpty();
      assertThat(link.isUp()).isTrue();
    }

    @Test
    void asTheNewestIfThereIsOne() {
      link.start();
      report("a", 1);
      report("a", 2);
      link.onBrokenOff(courier.take("a 1"));
      deliverAll("a 2");
    }

    @Test
    void whereThePeerHasGoneDownIsAFailureThen() {
      link.start();
      report("a", 1);
      link.onBrokenOff(courier.take("a 1"));
      fail("a 1");
      pauseEnds();
      link.onBrokenOff(courier.take("a 1"));
      deliverAll("a 1");
    }
  }

  @Test
  void whatThisEndHadNoPortForIsSentLaterWithoutAnOutage() {
    link.start();
    report("a", 1);
    link.onPostponed(courier.take("a 1"));
    assertThat(courier.underWay()).isEmpty();
    pauseEnds();
    deliverAll("a 1");
    assertThat(alford.log().take()).doesNotContain("legacyLost Bohr: refused");
  }

  /** A peer that crashes, forgets everything, and is noticed to have been away. */
  @Seeds(count = 300)
  void whateverHappensThePeerHasTheNewestOfEveryClientInTheEnd(long seed) {
    var random = new Random(seed);
    var peer = new HashMap<String, Integer>();
    boolean isDown = false;
    boolean noticed = false;
    var truth = new HashMap<String, Integer>();
    link.start();
    for (int step = 0; step < 200; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          String name = String.valueOf((char) ('a' + random.nextInt(6)));
          int time = truth.merge(name, 1, Integer::sum);
          if (random.nextBoolean()) {
            report(name, time);
          } else if (!isDown) {
            fromBohr.say("AT Bohr +0.5 %s +1+1 %d\n".formatted(name, time));
            peer.put(name, time);
          } else {
            report(name, time);
          }
        }
        case 3, 4, 5 -> {
          if (!courier.underWay().isEmpty()) {
            Dispatch dispatch =
                courier.take(courier.underWay().get(random.nextInt(courier.underWay().size())));
            noticed |= isDown;
            end(dispatch, isDown, peer, random);
          }
        }
        case 6 -> {
          if (!isDown) {
            isDown = true;
            noticed = false;
            peer.clear();
          } else if (noticed) {
            isDown = false;
          }
        }
        default -> {
          if (courier.endPause()) {
            link.onPauseOver();
          }
        }
      }
      assertThat(courier.underWay().size()).isLessThanOrEqualTo(2);
      assertThat(link.owed()).isLessThanOrEqualTo(6);
    }
    for (int calm = 0; isDown && calm < 1000; calm++) {
      // Whoever went down unnoticed is missed at the next report, which tells of the outage.
      report("a", truth.merge("a", 1, Integer::sum));
      isDown = !settleOnce(true, peer, random);
    }
    while (settleOnce(false, peer, random)) {}
    assertThat(peer).isEqualTo(truth);
  }

  private boolean settleOnce(boolean isDown, Map<String, Integer> peer, Random random) {
    if (courier.endPause()) {
      link.onPauseOver();
      return !courier.underWay().isEmpty();
    }
    if (courier.underWay().isEmpty()) {
      return false;
    }
    Dispatch dispatch = courier.take();
    if (isDown) {
      link.onFailed(dispatch, "refused");
    } else {
      end(dispatch, false, peer, random);
    }
    return true;
  }

  private void end(Dispatch dispatch, boolean isDown, Map<String, Integer> peer, Random random) {
    if (isDown) {
      link.onFailed(dispatch, "refused");
      return;
    }
    String[] words = ScriptedCourier.text(dispatch).split(" ", -1);
    peer.merge(words[0], Integer.parseInt(words[1]), Math::max);
    if (random.nextInt(4) == 0) {
      link.onBrokenOff(dispatch);
    } else {
      link.onDelivered(dispatch);
    }
  }

  private ConnectionLink open(int connections) {
    var peer = new LegacyPeer("Bohr", Dialect.AT6, Delivery.CONNECTION_PER_UPDATE, connections);
    return alford.node().legacy().open(peer, courier);
  }

  private void report(String name, int time) {
    client.say("IAMAT " + name + " +1+1 " + time + "\n");
  }

  private void deliver(String clientAndTime) {
    link.onDelivered(courier.take(clientAndTime));
  }

  private void deliverAll(String... clientsAndTimes) {
    for (String expected : clientsAndTimes) {
      assertThat(courier.underWay()).contains(expected);
      deliver(expected);
    }
    assertThat(courier.underWay()).isEmpty();
    assertThat(link.owed()).isZero();
  }

  private void fail(String clientAndTime) {
    link.onFailed(courier.take(clientAndTime), "refused");
  }

  private void pauseEnds() {
    assertThat(courier.endPause()).isTrue();
    link.onPauseOver();
  }
}
