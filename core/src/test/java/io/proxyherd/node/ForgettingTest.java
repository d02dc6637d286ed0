package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.command.Field;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients that are no longer known: expired, forgotten, or never let in. */
final class ForgettingTest {
  private static final long START_NANOS = 1_800_000_000_000_000_000L;
  private static final Conditions CONDITIONS =
      Conditions.DEFAULT.withLifetimes(
          new Lifetimes(Duration.ofSeconds(60), Duration.ofSeconds(20)));

  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", CONDITIONS, Set.of("Ball"));
  private final HerdServer ball = world.start("Ball", CONDITIONS, Set.of("Alford"));
  private final Cable cable = world.lay("Alford", "Ball", Weather.FINE);
  private final List<Forgetting> answers = new ArrayList<>();

  ForgettingTest() {
    world.setWalls(START_NANOS);
    world.advance(Duration.ofSeconds(1));
  }

  @Test
  void aReportExpiresOnEveryServer() {
    say(alford, "IAMAT a +1+1 1");
    world.advance(Duration.ofSeconds(58));
    assertThat(whereIs(alford)).startsWith("AT ");
    assertThat(whereIs(ball)).startsWith("AT ");

    world.advance(Duration.ofSeconds(2));

    assertThat(whereIs(alford)).isEqualTo("? WHATSAT a 1 1\n");
    assertThat(whereIs(ball)).isEqualTo("? WHATSAT a 1 1\n");
    world.advance(Duration.ofSeconds(1));
    assertThat(alford.node().store().size()).isZero();
    assertThat(ball.node().store().size()).isZero();
  }

  @Test
  void itsClientIsNewThen() {
    say(alford, "IAMAT a +1+1 1800000000");
    world.advance(Duration.ofSeconds(61));
    say(ball, "IAMAT a +2+2 5");
    world.advance(Duration.ofSeconds(1));

    assertThat(whereIs(alford)).contains(" a +2+2 5\n");
  }

  @Test
  void nothingIsRemovedByAClockThatNobodyConfirms() {
    say(alford, "IAMAT a +1+1 1");
    world.advance(Duration.ofSeconds(1));
    cable.cut();
    alford.clock().setWall(START_NANOS + Duration.ofDays(1000).toNanos());
    world.advance(Duration.ofSeconds(10));
    assertThat(whereIs(alford)).startsWith("? ");
    assertThat(alford.node().store().size()).isOne();

    alford.clock().setWall(ball.clock().wallNanos());
    cable.plugIn();
    world.advance(Duration.ofSeconds(1));

    assertThat(whereIs(alford)).startsWith("AT ");
  }

  @Test
  void aForgottenClientIsUnknownOnEveryServer() {
    say(alford, "IAMAT a +1+1 1");
    world.advance(Duration.ofSeconds(1));

    forget(ball);
    world.advance(Duration.ofSeconds(1));

    assertThat(answers).containsExactly(Forgetting.FORGOTTEN);
    assertThat(whereIs(alford)).startsWith("? ");
    assertThat(whereIs(ball)).startsWith("? ");
    assertThat(alford.node().store().clients()).isZero();
  }

  @Test
  void whoIsNotKnownCantBeForgotten() {
    forget(ball);

    assertThat(answers).containsExactly(Forgetting.UNKNOWN);
  }

  @Test
  void anOlderReportDoesNotBringItBackANewerOneDoes() {
    say(alford, "IAMAT a +1+1 10");
    forget(alford);
    say(alford, "IAMAT a +2+2 9");
    say(alford, "IAMAT a +1+1 10");
    world.advance(Duration.ofSeconds(1));
    assertThat(whereIs(ball)).startsWith("? ");

    say(ball, "IAMAT a +3+3 11");
    world.advance(Duration.ofSeconds(1));

    assertThat(whereIs(alford)).contains(" a +3+3 11\n");
  }

  @Test
  void aServerThatWasAwayHearsOfIt() {
    say(alford, "IAMAT a +1+1 1");
    world.advance(Duration.ofSeconds(1));
    cable.cut();
    forget(alford);
    world.advance(Duration.ofSeconds(10));
    assertThat(whereIs(ball)).startsWith("AT ");

    cable.plugIn();
    world.advance(Duration.ofSeconds(1));

    assertThat(whereIs(ball)).startsWith("? ");
  }

  @Test
  void tombstonesAreGivenUpInTheEnd() {
    say(alford, "IAMAT a +1+1 1");
    forget(alford);
    world.advance(Duration.ofSeconds(19));
    assertThat(ball.node().store().size()).isOne();

    world.advance(Duration.ofSeconds(2));

    assertThat(alford.node().store().size()).isZero();
    assertThat(ball.node().store().size()).isZero();
  }

  @Test
  void whenThereAreTooManyNewClientsAreRefusedAndKnownOnesGoOn() {
    HerdServer small = world.start("Small", CONDITIONS.withMostClients(2));
    RecordingClient client = small.connect();
    client.say("IAMAT a +1+1 1\nIAMAT b +1+1 1\n");
    client.take();

    client.say("IAMAT c +1+1 1\n");
    assertThat(client.take()).isEqualTo("? IAMAT c +1+1 1\n");
    client.say("IAMAT a +2+2 2\n");
    assertThat(client.take()).contains(" a +2+2 2\n");

    world.advance(Duration.ofSeconds(62));
    client.say("IAMAT c +1+1 1\n");
    assertThat(client.take()).contains(" c +1+1 1\n");
  }

  private void forget(HerdServer server) {
    server.node().forget(new Field("a".getBytes(US_ASCII), 0, 1), answers::add);
    server.node().endOfBatch();
  }

  private void say(HerdServer server, String command) {
    RecordingClient client = server.connect();
    client.say(command + "\n");
    assertThat(client.take()).startsWith("AT ");
  }

  private String whereIs(HerdServer server) {
    RecordingClient client = server.connect();
    client.say("WHATSAT a 1 1\n");
    world.settle();
    return client.take();
  }
}
