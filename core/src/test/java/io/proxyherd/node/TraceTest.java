package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.command.Field;
import io.proxyherd.link.Arrival;
import io.proxyherd.link.Loss;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.link.Outage;
import io.proxyherd.link.PeerLink;
import io.proxyherd.link.Trace;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What a server can tell of itself: whence it knows, who it is linked with, whether it is ready.
 */
final class TraceTest {
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = 5_000 * SECOND;

  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT, Set.of("Ball"));
  private final HerdServer ball = world.start("Ball", Conditions.DEFAULT, Set.of("Alford"));
  private final RecordingClient client = alford.connect();

  @BeforeEach
  void setClocks() {
    world.setWalls(NOW);
  }

  private static Optional<Trace> trace(HerdServer server, String client) {
    byte[] id = client.getBytes(ISO_8859_1);
    return server.node().trace(new Field(id, 0, id.length));
  }

  private static Trace kiwi(HerdServer server) {
    return trace(server, "kiwi").orElseThrow();
  }

  private static Loss lossOfKiwi(HerdServer server) {
    return kiwi(server).loss().orElseThrow();
  }

  private static Outage outage(HerdServer server, String peer) {
    return Objects.requireNonNull(server.node().neighbourhood().outages().get(peer));
  }

  @Nested
  final class OfAClient {
    @Test
    void thatNobodyKnowsIsNothing() {
      assertThat(trace(alford, "kiwi")).isEmpty();
    }

    @Test
    void tellsWhenAndFromWhomTheReportCame() {
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      world.advance(Duration.ofSeconds(1));
      client.say("IAMAT kiwi +1+1 5000\n");
      world.advance(Duration.ofSeconds(1));

      assertThat(kiwi(alford).arrival())
          .isEqualTo(new Arrival(Arrival.Way.CLIENT, Optional.empty(), NOW + SECOND));
      assertThat(kiwi(ball).arrival().way()).isEqualTo(Arrival.Way.PEER);
      assertThat(kiwi(ball).arrival().peer()).contains("Alford");
      assertThat(kiwi(ball).arrival().wallNanos()).isBetween(NOW + SECOND, NOW + 2 * SECOND);
      assertThat(kiwi(ball).report()).isEqualTo(kiwi(alford).report());
      assertThat(kiwi(ball).loss()).isEmpty();
    }

    @Test
    void tellsThatTheJournalHadIt() {
      alford.node().neighbourhood().restore(Reports.at("kiwi", 1));
      alford.node().neighbourhood().restore(Reports.at("kiwi", 1));

      assertThat(kiwi(alford).arrival())
          .isEqualTo(new Arrival(Arrival.Way.JOURNAL, Optional.empty(), NOW));
    }

    @Test
    void tellsOfAnOlderMessage() {
      client.say("IAMAT kiwi +1+1 4000\nIAMAT kiwi +2+2 3000\n");

      Report lost = lossOfKiwi(alford).report().orElseThrow();
      assertThat(lost.toString()).endsWith("kiwi +2+2 3000");
      assertThat(lossOfKiwi(alford).arrival().way()).isEqualTo(Arrival.Way.CLIENT);
    }

    @Test
    void tellsOfARepetition() {
      client.say("IAMAT kiwi +1+1 4000\nIAMAT kiwi +1+1 4000\n");

      assertThat(lossOfKiwi(alford))
          .isEqualTo(
              new Loss(
                  Optional.empty(), new Arrival(Arrival.Way.CLIENT, Optional.empty(), NOW + 1)));
    }

    @Test
    void tellsWhichMessageOfAPeerLost() {
      client.say("IAMAT kiwi +1+1 4000\n");
      ball.connect().say("IAMAT kiwi +2+2 4000\n");
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();

      // Of equal times the greater server's wins, everywhere.
      assertThat(kiwi(alford).report().server().toString()).isEqualTo("Ball");
      assertThat(kiwi(ball).report()).isEqualTo(kiwi(alford).report());
      assertThat(lossOfKiwi(ball).report().orElseThrow().server().toString()).isEqualTo("Alford");
      assertThat(lossOfKiwi(ball).arrival().peer()).contains("Alford");
    }

    @Test
    void countsNoSecondCopyAsALoss() {
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      client.say("IAMAT kiwi +1+1 4000\n");
      world.settle();
      Report copy = kiwi(ball).report();
      ball.node().neighbourhood().accept(copy);

      assertThat(kiwi(ball).loss()).isEmpty();
    }

    @Test
    void tellsThatItIsToBeForgottenAndNothingElse() {
      client.say("IAMAT kiwi +1+1 4000\nIAMAT kiwi +2+2 3000\n");
      byte[] id = {'k', 'i', 'w', 'i'};
      alford.node().forget(new Field(id, 0, id.length), _ -> {});
      client.say("IAMAT kiwi +2+2 3000\n");

      assertThat(kiwi(alford).report().isTombstone()).isTrue();
      assertThat(kiwi(alford).loss()).isEmpty();
    }

    @Test
    void remembersTheLossesOfSoManyClients() {
      for (int number = 0; number <= 100; number++) {
        client.say("IAMAT c%d +1+1 4000\nIAMAT c%d +1+1 4000\n".formatted(number, number));
        client.say("IAMAT c1 +1+1 3000\n");
      }

      assertThat(trace(alford, "c0").orElseThrow().loss()).isEmpty();
      assertThat(trace(alford, "c2").orElseThrow().loss()).isPresent();
      assertThat(trace(alford, "c1").orElseThrow().loss().orElseThrow().report()).isPresent();
    }
  }

  @Nested
  final class OfALink {
    @Test
    void tellsSinceWhenAndWhyItIsDown() {
      Neighbourhood neighbourhood = alford.node().neighbourhood();
      assertThat(neighbourhood.outages())
          .isEqualTo(Map.of("Ball", new Outage(0, "not connected yet")));

      neighbourhood.unreached("Ball", "connection refused");
      neighbourhood.unreached("Stranger", "connection refused");
      assertThat(neighbourhood.outages())
          .isEqualTo(Map.of("Ball", new Outage(0, "connection refused")));

      Cable cable = world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      assertThat(neighbourhood.outages()).isEmpty();
      PeerLink link = neighbourhood.links().getFirst();
      assertThat(link.upSinceWallNanos()).isEqualTo(NOW);
      assertThat(link.address()).isEqualTo("wire of Alford");

      world.advance(Duration.ofSeconds(1));
      cable.cut();
      assertThat(outage(alford, "Ball").sinceWallNanos()).isEqualTo(NOW + SECOND);
    }

    @Test
    void tellsWhyANeighbourWasRefused() {
      ball.clock().setWall(NOW + 60 * SECOND);
      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();

      assertThat(outage(ball, "Alford").reason()).startsWith("refused here: clock offset");
      assertThat(outage(alford, "Ball").reason())
          .startsWith("refused by the other server: clock offset");
    }

    @Test
    void tellsWhatThePeerHasMore() {
      for (int number = 0; number < 50; number++) {
        client.say("IAMAT c" + number + " +1+1 4000\n");
      }
      Cable cable = world.lay("Ball", "Alford", Weather.FINE);
      world.settle();
      world.advance(Duration.ofSeconds(1));
      assertThat(ball.node().neighbourhood().behind()).isZero();
      assertThat(ball.node().neighbourhood().links().getFirst().isOnTree()).isTrue();

      cable.cut();
      assertThat(ball.node().neighbourhood().behind()).isZero();
    }
  }

  @Nested
  final class Readiness {
    @Test
    void comesWhenWhatTheNeighbourHadIsHere() {
      for (int number = 0; number < 50; number++) {
        client.say("IAMAT c" + number + " +1+1 4000\n");
      }
      ball.node().begin();
      world.advance(Duration.ofSeconds(1));
      assertThat(ball.node().neighbourhood().readiness().isReady()).isFalse();
      assertThat(ball.reports()).isEmpty();

      world.lay("Alford", "Ball", Weather.FINE);
      world.settle();
      world.advance(Duration.ofMillis(200));
      assertThat(ball.reports()).hasSize(50);
      assertThat(ball.node().neighbourhood().readiness().isReady()).isTrue();
      assertThat(ball.node().neighbourhood().readiness().explanation())
          .isEqualTo("caught up with Alford");
    }
  }
}
