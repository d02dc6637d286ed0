package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import io.proxyherd.command.Field;
import io.proxyherd.command.Lines;
import io.proxyherd.legacy.Delivery;
import io.proxyherd.legacy.Dialect;
import io.proxyherd.legacy.LegacyLink;
import io.proxyherd.legacy.LegacyPeer;
import io.proxyherd.legacy.LineEnd;
import io.proxyherd.legacy.LineLink;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a server makes of what its legacy neighbours say. */
final class LegacyAdoptionTest {
  private static final long SECOND = 1_000_000_000;

  private final World world = new World(0);
  private final LineEnd end = new LineEnd();

  @Test
  void isAReportOfThisServersUnderItsOwnReceipt() {
    HerdServer alford = server(Conditions.DEFAULT);
    alford.clock().setWall(100 * SECOND);
    bohr(alford).say("AT Curie +0.5 kiwi +1+1 90\n");

    Report report = alford.node().find(field("kiwi")).orElseThrow();
    assertThat(report).hasToString("AT Curie +0.5 kiwi +1+1 90");
    assertThat(report.receivedAtNanos()).isEqualTo(100 * SECOND);
    assertThat(report.stamp().origin().server()).isEqualTo("Alford");
    assertThat(alford.node().neighbourhood().coverage().covers(report.stamp())).isTrue();
  }

  @Test
  void isCountedByWhatBecomesOfIt() {
    HerdServer alford = server(Conditions.DEFAULT.withMostClients(1));
    alford.clock().setWall(100 * SECOND);
    RecordingClient bohr = bohr(alford);
    bohr.say("AT Curie +0.5 kiwi +1+1 90\n"); // adopted
    bohr.say("AT Curie +0.5 kiwi +1+1 90\n"); // repeated
    bohr.say("AT Curie +0.5 kiwi +1+1 89\n"); // older
    bohr.say("AT Alford +0.5 kiwi +1+1 99\n"); // echo
    bohr.say("AT Curie +0.5 pear +1+1 90\n"); // no room
    assertThat(bohr.take()).isEmpty();
    bohr.say("AT Curie +0.5 kiwi +91+1 90\n"); // rejected
    assertThat(bohr.take()).startsWith("? AT Curie");

    LegacyLink link = alford.node().legacy().links().iterator().next();
    assertThat(link.received()).isEqualTo(5);
    assertThat(link.repeated()).isEqualTo(2);
    assertThat(link.ignoredEchoes()).isEqualTo(1);
    assertThat(link.dropped()).isEqualTo(1);
    assertThat(link.rejected()).isEqualTo(1);
    assertThat(alford.reports()).containsOnlyKeys("kiwi");
    assertThat(alford.log().take()).contains("legacyRejected Bohr: AT Curie +0.5 kiwi +91+1 90");
  }

  @Test
  void ofAForgottenClientIsForgottenToo() {
    HerdServer alford = server(Conditions.DEFAULT);
    alford.clock().setWall(100 * SECOND);
    RecordingClient bohr = bohr(alford);
    bohr.say("AT Curie +0.5 kiwi +1+1 90\n");
    forget(alford, "kiwi");
    bohr.say("AT Curie +0.5 kiwi +1+1 90\n");
    assertThat(alford.node().find(field("kiwi"))).isEmpty();
    assertThat(end.take()).as("no AT line says so").isEmpty();

    bohr.say("AT Curie +0.5 kiwi +1+1 91\n");
    assertThat(alford.node().find(field("kiwi"))).isPresent();
  }

  @Test
  void isNotSentOnOnceItIsGone() {
    var lifetimes = new Lifetimes(Duration.ofSeconds(10), Duration.ofSeconds(5));
    HerdServer alford = server(Conditions.DEFAULT.withLifetimes(lifetimes));
    alford.clock().setWall(100 * SECOND);
    RecordingClient client = alford.connect();
    client.say("IAMAT kiwi +1+1 100\nIAMAT pear +1+1 100\n");
    assertThat(end.take()).hasSize(2);
    forget(alford, "pear");
    LineLink link = (LineLink) alford.node().legacy().links().iterator().next();
    link.onClosed("gone");
    link.onConnected(end);
    assertThat(end.take()).singleElement().asString().contains("kiwi");

    link.onClosed("gone");
    world.advance(Duration.ofHours(1));
    assertThat(alford.node().store().size()).isZero();
    link.onConnected(end);
    client.say("IAMAT plum +1+1 4000\n");
    assertThat(end.take()).singleElement().asString().contains("plum");
  }

  /**
   * Whatever is said from a peer's address: nothing but valid reports are kept, all is answered.
   */
  @Seeds(count = 300)
  void isNeverMoreThanWhatAClientCouldSay(long seed) {
    var random = new Random(seed);
    HerdServer alford = server(Conditions.DEFAULT);
    alford.clock().setWall(100 * SECOND);
    RecordingClient bohr = bohr(alford);
    for (int i = 0; i < 50; i++) {
      String line = Lines.nearlyValid(random);
      String said = line.replaceFirst("(IAM|WHATS)AT", "AT Bohr +0.25") + white(random);
      int adoptedBefore = alford.reports().size();
      bohr.say(said + "\n");
      String reply = bohr.take();
      boolean silent = reply.isEmpty();
      assertThat(silent || reply.startsWith("? ") || reply.startsWith("AT "))
          .as("%s: %s", said, reply)
          .isTrue();
      if (!silent) {
        assertThat(alford.reports()).hasSizeLessThanOrEqualTo(adoptedBefore + 1);
      }
    }
    alford
        .reports()
        .values()
        .forEach(report -> assertThat(report.toString()).matches("AT \\S+ \\S+ \\S+ \\S+ \\S+"));
  }

  private static String white(Random random) {
    return random.nextBoolean() ? "" : " \r";
  }

  private HerdServer server(Conditions conditions) {
    HerdServer alford = world.start("Alford", conditions);
    alford.node().legacy().nameHerd(Set.of("Alford", "Ball"));
    alford
        .node()
        .legacy()
        .open(new LegacyPeer("Bohr", Dialect.AT6, Delivery.LINE, 1))
        .onConnected(end);
    return alford;
  }

  private static RecordingClient bohr(HerdServer alford) {
    return alford.connectAs(Set.of("Bohr"));
  }

  private static void forget(HerdServer alford, String client) {
    alford.node().forget(field(client), _ -> {});
    alford.node().endOfBatch();
  }

  private static Field field(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return new Field(bytes, 0, bytes.length);
  }
}
