package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

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

final class PeerLinkTest implements LinkOwner {
  private static final long INCARNATION = 42;
  private static final Frame.Hello HELLO_OF_BALL = new Frame.Hello(1, "herd", "Ball", 7, 0);

  private final VirtualClock clock = new VirtualClock();
  private final Timers timers = new Timers(clock, _ -> {});
  private final Store store = new Store(new Random(1));
  private final OtherEnd ball = new OtherEnd();
  private final List<String> events = new ArrayList<>();

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
      assertThat(ball.take()).containsExactly(helloOfAlford());
      assertThat(link.peer()).isEqualTo("Ball");
      assertThat(link.isUp()).isTrue();
      assertThat(events).containsExactly("up PT0S");
    }

    @Test
    void withTheDifferenceOfTheClocks() {
      PeerLink link = open(Optional.empty());
      ball.say(link, new Frame.Hello(1, "herd", "Ball", 7, 2_000_000_000));

      assertThat(events).containsExactly("up PT2S");
    }

    @Test
    void notForEver() {
      PeerLink link = open(Optional.of("Ball"));
      advance(Duration.ofMillis(4999));
      assertThat(ball.isClosed()).isFalse();

      advance(Duration.ofMillis(1));
      assertThat(ball.isClosed()).isTrue();
      assertThat(events).containsExactly("down no HELLO within 5000 ms");
      assertThat(link.isUp()).isFalse();
    }

    @Test
    void andRefusesWhomItDoesNotKnow() {
      PeerLink link = open(Optional.empty());
      ball.say(link, new Frame.Hello(1, "herd", "Hamilton", 7, 0));

      assertThat(ball.take()).singleElement().isInstanceOf(Frame.Refuse.class);
      assertThat(ball.isClosed()).isTrue();
      assertThat(events)
          .singleElement()
          .asString()
          .startsWith("down refused here: server: Hamilton");
    }

    @Test
    void andIsRefused() {
      PeerLink link = open(Optional.of("Ball"));
      ball.say(link, new Frame.Refuse("no"));

      assertThat(events).containsExactly("down refused by the other server: no");
      assertThat(ball.isClosed()).isTrue();
    }

    @Test
    void orTakesNothing() {
      PeerLink link = open(Optional.of("Ball"));
      ball.say(link, new Frame.Data(List.of(Reports.at("a", 1))));

      assertThat(events).containsExactly("down first frame: no HELLO");
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
    void handsOnTheReportsOfAFrameAndThenItsEnd() {
      ball.say(link, new Frame.Data(List.of(Reports.at("a", 1), Reports.at("b", 2))));

      assertThat(events).containsExactly("received a", "received b", "end");
    }

    @Test
    void answersAPing() {
      ball.say(link, new Frame.Ping(9));

      assertThat(ball.take()).containsExactly(new Frame.Pong(9));
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
      Frame.Ping ping = (Frame.Ping) ball.take().getFirst();
      assertThat(link.roundTripNanos()).isZero();

      advance(Duration.ofMillis(20));
      ball.say(link, new Frame.Pong(ping.number()));
      assertThat(link.roundTripNanos()).isEqualTo(20_000_000);
    }

    @Test
    void doesNotPingWhileItTalks() {
      for (int i = 1; i <= 10; i++) {
        advance(Duration.ofMillis(499));
        offer(Reports.at("a", i));
        link.flush();
        ball.say(link, new Frame.Pong(0));
      }

      assertThat(ball.take()).hasSize(10).allMatch(Frame.Data.class::isInstance);
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
        ball.say(link, new Frame.Pong(0));
      }

      assertThat(link.isUp()).isTrue();
    }

    @Test
    void endsOnABrokenStreamAndOnce() {
      link.onBytes(new byte[20], 0, 20);
      link.onBytes(new byte[20], 0, 20);
      link.onClosed("gone");
      link.close("again");

      assertThat(events).containsExactly("down frame length: 0 (expected: 9..65558 bytes)");
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
      link.owe(store.offer(report));
    }

    @Test
    void sendsASlowPeerTheNewestReportOnly() {
      ball.setWritable(false);
      for (int second = 1; second <= 1000; second++) {
        offer(Reports.at("a", second));
        offer(Reports.at("b", second));
        link.flush();
      }
      assertThat(ball.take()).isEmpty();
      assertThat(link.owed()).isEqualTo(2);

      ball.setWritable(true);
      link.onWritable();
      assertThat(ball.take())
          .containsExactly(new Frame.Data(List.of(Reports.at("a", 1000), Reports.at("b", 1000))));
      assertThat(link.owed()).isZero();
    }

    @Test
    void stopsBetweenFramesWhenTheConnectionIsFull() {
      for (int client = 0; client < 1000; client++) {
        offer(Reports.at("client" + client, 1));
      }
      link.flush();
      List<Frame> frames = ball.take();

      assertThat(frames).hasSizeGreaterThan(3);
      assertThat(frames.stream().mapToInt(frame -> ((Frame.Data) frame).reports().size()).sum())
          .isEqualTo(1000);
    }
  }

  @Nested
  final class ComingUp {
    @Test
    void sweepsTheStore() {
      store.offer(Reports.at("a", 1));
      store.offer(Reports.at("b", 1));
      store.offer(Reports.at("a", 2));
      PeerLink link = open(Optional.of("Ball"));
      ball.take();
      ball.say(link, HELLO_OF_BALL);

      assertThat(ball.take())
          .containsExactly(new Frame.Data(List.of(Reports.at("a", 2), Reports.at("b", 1))));
      assertThat(events).containsExactly("up PT0S", "sent a", "sent b");
    }
  }

  @Override
  public void linkUp(PeerLink link, Duration clockOffset) {
    events.add("up " + clockOffset);
  }

  @Override
  public void linkDown(PeerLink link, String reason) {
    events.add("down " + reason);
  }

  @Override
  public void reportReceived(PeerLink link, Report report) {
    events.add("received " + report.client());
  }

  @Override
  public void reportSent(PeerLink link, Report report) {
    events.add("sent " + report.client());
  }

  @Override
  public void endOfBatch() {
    events.add("end");
  }

  private PeerLink open(Optional<String> dialled) {
    LinkSettings settings = Conditions.link("Alford", Set.of("Ball"));
    var link = new PeerLink(settings, this, store, clock, timers, INCARNATION, ball, dialled);
    link.open();
    return link;
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
    return new Frame.Hello(1, "herd", "Alford", INCARNATION, 0);
  }
}
