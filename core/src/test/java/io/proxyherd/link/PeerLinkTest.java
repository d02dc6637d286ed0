package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.Store;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.VirtualClock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class PeerLinkTest implements LinkObserver {
  private static final long INCARNATION = 42;
  private static final Frame.Hello HELLO_OF_BALL =
      Hellos.hello(FrameWriter.VERSION, "herd", "Ball", 7, 0);

  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final Store store = new Store(new Random(1), Lifetimes.USUAL);
  private final OtherEnd ball = new OtherEnd();
  private final List<String> events = new ArrayList<>();
  private final Neighbourhood home =
      new Neighbourhood(
          Conditions.link("Alford", Set.of("Ball")), store, clock, timers, INCARNATION, this);

  @Nested
  final class Greets {
    @Test
    void firstWhenItDialled() {
      open(Optional.of("Ball"));

      assertThat(ball.take()).containsExactly(helloOfAlford());
    }

    @Test
    void backWhenItWasDialled() {
      PeerLink link = open(Optional.empty());
      assertThat(ball.take()).isEmpty();
      assertThat(link.peer()).isEqualTo("192.0.2.1");

      ball.say(link, HELLO_OF_BALL);
      assertThat(ball.take()).startsWith(helloOfAlford());
      assertThat(link.peer()).isEqualTo("Ball");
      assertThat(link.isUp()).isTrue();
      assertThat(events).containsExactly("up PT0S");
    }

    @Test
    void withTheDifferenceOfTheClocks() {
      PeerLink link = open(Optional.empty());
      ball.say(link, Hellos.hello(FrameWriter.VERSION, "herd", "Ball", 7, 2_000_000_000));

      assertThat(events).containsExactly("up PT2S");
    }

    @Test
    void notForEver() {
      PeerLink link = open(Optional.of("Ball"));
      advance(Duration.ofMillis(4999));
      assertThat(ball.isClosed()).isFalse();

      advance(Duration.ofMillis(1));
      assertThat(ball.isClosed()).isTrue();
      assertThat(events).containsExactly("refused no HELLO within 5000 ms");
      assertThat(link.isUp()).isFalse();
    }

    @Test
    void andRefusesWhomItDoesNotKnow() {
      PeerLink link = open(Optional.empty());
      ball.say(link, Hellos.hello(FrameWriter.VERSION, "herd", "Hamilton", 7, 0));

      assertThat(ball.take()).singleElement().isInstanceOf(Frame.Refuse.class);
      assertThat(ball.isClosed()).isTrue();
      assertThat(events)
          .singleElement()
          .asString()
          .startsWith("refused refused here: server: Hamilton");
    }

    @Test
    void andIsRefused() {
      PeerLink link = open(Optional.of("Ball"));
      ball.say(link, new Frame.Refuse("no"));

      assertThat(events).containsExactly("refused refused by the other server: no");
      assertThat(ball.isClosed()).isTrue();
    }

    @Test
    void orTakesNothing() {
      PeerLink link = open(Optional.of("Ball"));
      ball.say(link, new Frame.Data(List.of(Reports.at("a", 1))));

      assertThat(events).containsExactly("refused first frame: no HELLO");
    }
  }

  @Nested
  final class WhenUp {
    private final PeerLink link = up();

    @Test
    void takesNoSecondHello() {
      ball.say(link, HELLO_OF_BALL);

      assertThat(events).containsExactly("down second HELLO");
      assertThat(ball.isClosed()).isTrue();
    }

    @Test
    void maybeRefusedYet() {
      ball.say(link, new Frame.Refuse("late"));

      assertThat(events).containsExactly("down refused by the other server: late");
    }

    @Test
    void handsOnTheReportsOfAFrame() {
      ball.say(link, new Frame.Data(List.of(Reports.at("a", 1), Reports.at("b", 2))));

      assertThat(events).containsExactly("received a", "received b");
    }

    @Test
    void answersAPing() {
      ball.say(link, new Frame.Ping(9));

      assertThat(ball.take()).contains(new Frame.Pong(9, 0));
    }

    @Test
    void answersNoPingOfAPeerThatDoesNotRead() {
      ball.setWritable(false);
      ball.say(link, new Frame.Ping(9));

      assertThat(ball.take()).isEmpty();
    }

    @Test
    void measuresTheRoundTripWhenItHasNothingToSay() {
      advance(Duration.ofMillis(500));
      Frame.Ping ping =
          ball.take().stream()
              .filter(Frame.Ping.class::isInstance)
              .map(Frame.Ping.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(link.roundTripNanos()).isZero();

      advance(Duration.ofMillis(20));
      ball.say(link, new Frame.Pong(ping.number(), 0));
      assertThat(link.roundTripNanos()).isEqualTo(20_000_000);
    }

    /** Its own PONGs to one that always pings first must not keep it from measuring. */
    @Test
    void pingsNowAndThenEvenIfItIsNeverIdle() {
      for (int i = 0; i < 12; i++) {
        advance(Duration.ofMillis(499));
        ball.say(link, new Frame.Ping(i));
      }

      assertThat(ball.take()).filteredOn(Frame.Ping.class::isInstance).hasSize(1);
    }

    @Test
    void doesNotPingWhileItTalks() {
      ball.say(link, new Frame.Want(new Coverage()));
      for (int i = 1; i <= 10; i++) {
        advance(Duration.ofMillis(499));
        offer(Reports.at("a", i));
        ball.say(link, new Frame.Pong(0, 0));
      }

      assertThat(ball.take()).noneMatch(Frame.Ping.class::isInstance);
    }

    @Test
    void givesUpASilentPeer() {
      for (int i = 0; i < 4; i++) {
        advance(Duration.ofMillis(500));
      }
      assertThat(link.isUp()).isTrue();

      advance(Duration.ofMillis(500));
      assertThat(events).containsExactly("down silent for 2000 ms");
      assertThat(ball.isClosed()).isTrue();
    }

    @Test
    void keepsAPeerThatSaysAnything() {
      for (int i = 0; i < 20; i++) {
        advance(Duration.ofMillis(500));
        ball.say(link, new Frame.Pong(0, 0));
      }

      assertThat(link.isUp()).isTrue();
    }

    @Test
    void endsOnABrokenStreamAndOnce() {
      link.onBytes(new byte[20], 0, 20);
      link.onBytes(new byte[20], 0, 20);
      link.onClosed("gone");
      link.close("again");

      assertThat(events).containsExactly("down frame length: 0 (expected: 13..4194300 bytes)");
    }

    @Test
    void sendsNothingOnceItIsDown() {
      link.onClosed("gone");
      offer(Reports.at("a", 1));
      link.flush();
      link.onWritable();
      advance(Duration.ofSeconds(10));

      assertThat(ball.take()).isEmpty();
      assertThat(events).containsExactly("down gone");
    }

    private void offer(Report report) {
      home.accept(report);
      home.endOfBatch();
    }

    @Test
    void feedsOnlyWhoWantsIt() {
      offer(Reports.at("a", 1));
      assertThat(ball.take()).noneMatch(Frame.Data.class::isInstance);

      ball.say(link, new Frame.Want(new Coverage()));
      assertThat(ball.take()).contains(new Frame.Data(List.of(Reports.at("a", 1))));

      ball.say(link, new Frame.Stop());
      offer(Reports.at("a", 2));
      assertThat(ball.take()).noneMatch(Frame.Data.class::isInstance);
    }

    @Test
    void coversOnlyWhatItHasSentBefore() {
      ball.say(link, new Frame.Want(new Coverage()));
      ball.setWritable(false);
      offer(Reports.at("a", 5));
      advance(Duration.ofMillis(100));
      offer(Reports.at("b", 6));
      assertThat(ball.take()).isEmpty();

      ball.setWritable(true);
      link.onWritable();
      assertThat(ball.take())
          .containsExactly(
              new Frame.Data(List.of(Reports.at("a", 5))),
              new Frame.Cover(upTo(5)),
              new Frame.Data(List.of(Reports.at("b", 6))));
    }

    @Test
    void doesNotSendBackWhatCameOverIt() {
      ball.say(link, new Frame.Want(new Coverage()));
      ball.take();
      ball.say(link, new Frame.Data(List.of(Reports.at("a", 1))));

      assertThat(ball.take()).noneMatch(Frame.Data.class::isInstance);
    }

    @Test
    void believesOnlyACover() {
      ball.say(link, new Frame.Data(List.of(Reports.at("a", 7))));
      assertThat(home.coverage().isEmpty()).isTrue();

      ball.say(link, new Frame.Cover(upTo(7)));
      assertThat(home.coverage()).isEqualTo(upTo(7));
    }

    @Test
    void isSilentOnceItFindsThatItsOwnCoverageWasALie() {
      ball.say(link, new Frame.Want(new Coverage()));
      ball.say(link, new Frame.Cover(upTo(7)));
      ball.take();
      events.clear();

      ball.say(link, new Frame.Data(List.of(Reports.at("a", 7))));
      advance(Duration.ofSeconds(1));

      assertThat(events).contains("broken COVERAGE");
      assertThat(home.isBroken()).isTrue();
      assertThat(ball.take()).noneMatch(frame -> !(frame instanceof Frame.Ping));
    }

    @Test
    void takesBackWhatHasExpiredWithoutAComplaint() {
      clock.setWall(Duration.ofDays(11).toNanos());
      ball.say(link, new Frame.Cover(upTo(7)));

      ball.say(link, new Frame.Data(List.of(Reports.at("a", 7))));

      assertThat(home.isBroken()).isFalse();
    }

    @Test
    void saysWhatItHasToWhomItDoesNotFeed() {
      offer(Reports.at("a", 3));
      advance(Duration.ofMillis(500));

      assertThat(ball.take()).contains(new Frame.Have(upTo(3)));
    }

    @Test
    void graftsALinkThatHasWhatDoesNotComeByAnotherWay() {
      advance(Duration.ofMillis(1999));
      ball.say(link, new Frame.Pong(0, 0));
      advance(Duration.ofMillis(1));
      assertThat(link.isFed()).isFalse();
      ball.take();

      ball.say(link, new Frame.Have(upTo(9)));
      advance(Duration.ofMillis(1500));
      ball.say(link, new Frame.Pong(0, 0));
      advance(Duration.ofMillis(1500));
      assertThat(ball.take()).contains(new Frame.Want(new Coverage()));
      assertThat(link.isFed()).isTrue();
    }

    @Test
    void sendsASlowPeerTheNewestReportOnly() {
      ball.say(link, new Frame.Want(new Coverage()));
      ball.take();
      ball.setWritable(false);
      for (int second = 1; second <= 1000; second++) {
        offer(Reports.at("a", second));
        offer(Reports.at("b", second));
      }
      assertThat(ball.take()).isEmpty();
      assertThat(link.owed()).isEqualTo(2);

      ball.setWritable(true);
      link.onWritable();
      assertThat(ball.take())
          .contains(new Frame.Data(List.of(Reports.at("a", 1000), Reports.at("b", 1000))));
      assertThat(link.owed()).isZero();
    }

    @Test
    void fillsFramesAndThenBeginsAnother() {
      for (int client = 0; client < 1000; client++) {
        store.offer(Reports.at("client" + client, 1));
      }
      ball.say(link, new Frame.Want(new Coverage()));
      List<Frame.Data> frames =
          ball.take().stream()
              .filter(Frame.Data.class::isInstance)
              .map(Frame.Data.class::cast)
              .toList();

      assertThat(frames).hasSizeGreaterThan(3);
      assertThat(frames.stream().mapToInt(frame -> frame.reports().size()).sum()).isEqualTo(1000);
    }

    @Test
    void sweepsForWhatThePeerLacks() {
      home.accept(Reports.at("a", 1));
      home.accept(Reports.at("b", 2));
      home.accept(Reports.at("a", 3));
      ball.say(link, new Frame.Want(upTo(2)));
      advance(Duration.ofMillis(100));

      assertThat(ball.take())
          .containsSubsequence(
              new Frame.Data(List.of(Reports.at("a", 3))), new Frame.Cover(upTo(3)));
    }

    private Coverage upTo(long seq) {
      var coverage = new Coverage();
      coverage.raise(Reports.ORIGIN, seq);
      return coverage;
    }
  }

  @Override
  public void linkUp(String peer, Duration clockOffset) {
    events.add("up " + clockOffset);
  }

  @Override
  public void linkDown(String peer, String reason) {
    events.add("down " + reason);
  }

  @Override
  public void linkRefused(String peer, String reason) {
    events.add("refused " + reason);
  }

  @Override
  public void invariantBroken(Invariant invariant, String detail) {
    events.add("broken " + invariant);
  }

  @Override
  public void reportReceived(String peer, Report report) {
    events.add("received " + report.client());
  }

  @Override
  public void reportSent(String peer, Report report) {
    events.add("sent " + report.client());
  }

  private PeerLink open(Optional<String> dialled) {
    return home.openLink(ball, dialled);
  }

  private PeerLink up() {
    PeerLink link = open(Optional.of("Ball"));
    ball.say(link, HELLO_OF_BALL);
    ball.take();
    events.clear();
    return link;
  }

  private void advance(Duration time) {
    clock.advance(time);
    timers.run();
  }

  private static Frame.Hello helloOfAlford() {
    return Hellos.hello(FrameWriter.VERSION, "herd", "Alford", INCARNATION, 0);
  }
}
