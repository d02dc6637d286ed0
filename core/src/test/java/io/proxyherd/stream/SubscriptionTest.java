package io.proxyherd.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.command.Field;
import io.proxyherd.geo.Area;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.testing.Cable;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.Weather;
import io.proxyherd.testing.World;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {
  private final World world = new World(1);

  private RecordingClient alone(Conditions conditions) {
    return world.start("A", conditions).connect();
  }

  private HerdServer a() {
    return world.server("A");
  }

  private static Filter named(String... clients) {
    return new Filter(
        Stream.of(clients)
            .map(client -> ByteBuffer.wrap(client.getBytes(US_ASCII)))
            .collect(Collectors.toSet()),
        Optional.empty(),
        Optional.empty());
  }

  private Reader reader(Filter filter) {
    var reader = new Reader(filter);
    reader.connect(a());
    reader.readAll();
    return reader;
  }

  private void forget(String client) {
    a().node().forget(new Field(client.getBytes(US_ASCII), 0, client.length()), _ -> {});
    a().node().endOfBatch();
  }

  @Test
  void whoReadsSlowlyIsToldTheNewestOnly() {
    RecordingClient client = alone(Conditions.DEFAULT);
    Reader reader = reader(Filter.ALL);
    assertThat(reader.words()).containsExactly("caught-up");
    for (int time = 1; time <= 5000; time++) {
      client.say("IAMAT k%d +1-2 %d\n".formatted(time % 7, time));
    }
    reader.readAll();
    assertThat(reader.words()).hasSize(7);
    assertThat(reader.view().toString()).contains("k2 +1-2 5000").contains("k3 +1-2 4994");
  }

  @Test
  void whoIsNotAskedForLongMissesNobody() {
    RecordingClient client = alone(Conditions.DEFAULT);
    Reader reader = reader(Filter.ALL);
    for (int i = 0; i < 5000; i++) {
      client.say("IAMAT k%d +1-2 1\n".formatted(i));
    }
    reader.readAll();
    assertThat(reader.view()).hasSize(5000);
    assertThat(reader.repeats()).isZero();
  }

  @Test
  void nobodyStarvesWhileOthersMoveAllTheTime() {
    RecordingClient client = alone(Conditions.DEFAULT);
    Reader reader = reader(Filter.ALL);
    for (int time = 1; time <= 60; time++) {
      for (int i = 0; i < 20; i++) {
        client.say("IAMAT k%d +1-2 %d\n".formatted(i, time));
      }
      var _ = reader.read(1, Integer.MAX_VALUE);
    }
    assertThat(reader.view()).hasSize(20);
  }

  @Test
  void whoIsNamedIsToldOfThoseAlone() {
    RecordingClient client = alone(Conditions.DEFAULT);
    client.say("IAMAT kiwi +1-2 1\nIAMAT emu +1-2 1\n");
    Reader reader = reader(named("kiwi", "moa"));
    assertThat(reader.words()).containsExactly("position kiwi", "caught-up");
    client.say("IAMAT emu +1-2 2\nIAMAT moa +1-2 2\nIAMAT kiwi +1-2 2\n");
    reader.readAll();
    assertThat(reader.words()).containsExactly("position kiwi", "position moa");
    forget("kiwi");
    forget("emu");
    reader.readAll();
    assertThat(reader.words()).containsExactly("forgotten kiwi");
  }

  @Test
  void whoExpiresIsForgottenAndItsSlotIsAnothers() {
    var lifetimes = new Lifetimes(Duration.ofSeconds(10), Duration.ofSeconds(10));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    client.say("IAMAT kiwi +1-2 1\n");
    Reader all = reader(Filter.ALL);
    Reader one = reader(named("kiwi"));
    world.advance(Duration.ofSeconds(12));
    // Into the slot that was the kiwi's.
    client.say("IAMAT emu +1-2 2\n");
    assertThat(a().node().store().slots()).isEqualTo(1);
    all.readAll();
    one.readAll();
    assertThat(all.words())
        .containsExactly("position kiwi", "caught-up", "forgotten kiwi", "position emu");
    assertThat(one.words()).containsExactly("position kiwi", "caught-up", "forgotten kiwi");
    client.say("IAMAT kiwi +1-2 30\n");
    all.readAll();
    one.readAll();
    assertThat(all.words()).containsExactly("position kiwi");
    assertThat(one.words()).containsExactly("position kiwi");
  }

  @Test
  void whoComesIntoASlotIsNotTakenForWhoWasThere() {
    var lifetimes = new Lifetimes(Duration.ofSeconds(10), Duration.ofSeconds(10));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    var area = new Area(0, -3, 2, 0);
    Reader reader = reader(new Filter(Set.of(), Optional.of(area), Optional.empty()));
    client.say("IAMAT emu +1-2 1\n");
    reader.readAll();
    world.advance(Duration.ofSeconds(12));
    client.say("IAMAT kiwi +50-2 1\n");
    reader.readAll();
    assertThat(reader.words()).containsExactly("caught-up", "position emu", "forgotten emu");
  }

  @Test
  void whoWasAwayWhenClientsExpiredBeginsAnew() {
    var lifetimes = new Lifetimes(Duration.ofSeconds(20), Duration.ofSeconds(20));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    client.say("IAMAT kiwi +1-2 1\n");
    world.advance(Duration.ofSeconds(15));
    client.say("IAMAT emu +1-2 2\n");
    Reader reader = reader(Filter.ALL);
    reader.disconnect();
    world.advance(Duration.ofSeconds(7));
    reader.connect(a());
    reader.readAll();
    assertThat(reader.view().keySet()).containsExactly("emu");
    assertThat(reader.resets()).isOne();
  }

  @Test
  void aCursorThatIsTooOldBeginsAnew() {
    var lifetimes = new Lifetimes(Duration.ofDays(30), Duration.ofSeconds(20));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    client.say("IAMAT kiwi +1-2 1\n");
    Reader reader = reader(Filter.ALL);
    reader.disconnect();
    forget("kiwi");
    world.advance(Duration.ofSeconds(30));
    reader.connect(a());
    reader.readAll();
    assertThat(reader.view()).isEmpty();
    assertThat(reader.resets()).isOne();
  }

  @Test
  void whoLeavesAmidABeginningAnewIsToldTheRest() {
    var lifetimes = new Lifetimes(Duration.ofDays(30), Duration.ofSeconds(20));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    client.say("IAMAT kiwi +1-2 1\nIAMAT emu +1-2 1\nIAMAT moa +1-2 1\n");
    Reader reader = reader(Filter.ALL);
    world.advance(Duration.ofSeconds(1));
    client.say("IAMAT moa +1-2 2\n");
    reader.readAll();
    reader.disconnect();
    world.advance(Duration.ofSeconds(30));
    reader.connect(a());
    assertThat(reader.read(2, Integer.MAX_VALUE)).isTrue();
    assertThat(reader.view()).hasSize(1);
    reader.connect(a());
    reader.readAll();
    assertThat(reader.view()).hasSize(3);
    assertThat(reader.resets()).isOne();
    assertThat(reader.repeats()).isZero();
  }

  @Test
  void whoLeavesBeforeItIsToldOfAllThatExpiredBeginsAnew() {
    var lifetimes = new Lifetimes(Duration.ofSeconds(100), Duration.ofSeconds(100));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    client.say("IAMAT kiwi +1-2 1\nIAMAT emu +1-2 1\n");
    Reader reader = reader(Filter.ALL);
    Reader cut = reader(Filter.ALL);
    world.advance(Duration.ofSeconds(95));
    for (int time = 1; time <= 2; time++) {
      client.say("IAMAT moa +1-2 %d\n".formatted(time));
      reader.readAll();
      cut.readAll();
      world.advance(Duration.ofSeconds(1));
    }
    // Long enough for another census.
    world.advance(Duration.ofSeconds(20));
    assertThat(reader.read(1, Integer.MAX_VALUE)).isTrue();
    var _ = cut.read(1000, 1);
    for (Reader each : List.of(reader, cut)) {
      assertThat(each.view()).hasSize(2);
      each.connect(a());
      each.readAll();
      assertThat(each.view().keySet()).containsExactly("moa");
    }

    world.advance(Duration.ofSeconds(1));
    client.say("IAMAT moa +1-2 3\n");
    reader.readAll();
    reader.connect(a());
    reader.readAll();
    assertThat(reader.resets()).as("once it was told of all").isOne();
  }

  @Test
  void whoIsNamedIsFoundInASlotThatWasAnothers() {
    var lifetimes = new Lifetimes(Duration.ofSeconds(10), Duration.ofSeconds(10));
    RecordingClient client = alone(Conditions.DEFAULT.withLifetimes(lifetimes));
    Reader reader = reader(named("kiwi"));
    client.say("IAMAT emu +1-2 1\n");
    world.advance(Duration.ofSeconds(12));
    client.say("IAMAT kiwi +1-2 1\n");
    reader.readAll();
    assertThat(reader.words()).containsExactly("caught-up", "position kiwi");
  }

  @Test
  void aCursorOfAnotherFilterBeginsAnew() {
    RecordingClient client = alone(Conditions.DEFAULT);
    client.say("IAMAT kiwi +1-2 1\n");
    Reader all = reader(Filter.ALL);
    var one = new Reader(named("kiwi"));
    one.connect(a(), all.token());
    one.readAll();
    assertThat(one.words()).containsExactly("reset", "position kiwi", "caught-up");
  }

  @Test
  void aServerThatLacksWhatTheReaderHasWaitsAndThenBeginsAnew() {
    for (String name : List.of("A", "B")) {
      world.start(name, Conditions.DEFAULT, Set.of("A", "B"));
    }
    Cable cable = world.lay("A", "B", Weather.FINE);
    world.advance(Duration.ofSeconds(5));
    Reader reader = reader(Filter.ALL);
    world.advance(Duration.ofSeconds(1));
    cable.cut();
    a().connect().say("IAMAT kiwi +1-2 1\n");
    reader.readAll();
    world.advance(Duration.ofSeconds(1));
    a().connect().say("IAMAT emu +1-2 1\n");
    reader.readAll();
    world.server("B").connect().say("IAMAT moa +1-2 1\n");
    assertThat(reader.words()).containsExactly("caught-up", "position kiwi", "position emu");

    reader.connect(world.server("B"));
    world.advance(Duration.ofSeconds(4));
    reader.readAll();
    assertThat(reader.words()).isEmpty();
    world.advance(Duration.ofSeconds(2));
    reader.readAll();
    assertThat(reader.words()).containsExactly("reset", "position moa", "caught-up");

    cable.plugIn();
    world.advance(Duration.ofSeconds(2));
    reader.readAll();
    assertThat(reader.view().keySet()).containsExactly("emu", "kiwi", "moa");
    assertThat(reader.repeats()).isZero();
  }

  @Test
  void whoWasToldAnOlderStateElsewhereIsToldTheNewestAgain() {
    for (String name : List.of("A", "B")) {
      world.start(name, Conditions.DEFAULT, Set.of("A", "B"));
    }
    Cable cable = world.lay("A", "B", Weather.FINE);
    world.advance(Duration.ofSeconds(5));
    Reader reader = reader(Filter.ALL);
    world.advance(Duration.ofSeconds(1));
    cable.cut();
    world.server("B").connect().say("IAMAT kiwi +1-2 1\n");
    a().connect().say("IAMAT kiwi +1-2 2\n");
    reader.readAll();
    reader.connect(world.server("B"));
    world.advance(Duration.ofSeconds(1));
    reader.readAll();
    cable.plugIn();
    world.advance(Duration.ofSeconds(2));
    reader.readAll();
    assertThat(reader.view().toString()).endsWith("kiwi +1-2 2}");
    assertThat(reader.resets()).isZero();
  }

  @Test
  void whoseServerIsKilledGoesOnWithWhatTheOthersHave() {
    for (String name : List.of("A", "B")) {
      world.start(name, Conditions.DEFAULT, Set.of("A", "B"));
    }
    Cable cable = world.lay("A", "B", Weather.FINE);
    world.advance(Duration.ofSeconds(5));
    Reader reader = reader(Filter.ALL);
    RecordingClient client = a().connect();
    for (int time = 1; time <= 43; time++) {
      client.say("IAMAT k%d +1-2 %d\n".formatted(time, time));
      world.advance(Duration.ofMillis(20));
      reader.readAll();
    }
    // The last reports are told, but no coverage behind them.
    cable.cut();
    assertThat(world.server("B").reports()).hasSize(43);
    world.server("B").connect().say("IAMAT kiwi +1-2 1\n");
    var _ = reader.words();
    reader.connect(world.server("B"));
    world.advance(Duration.ofSeconds(1));
    reader.readAll();
    assertThat(reader.words()).containsExactly("position kiwi", "caught-up");
  }

  @Test
  void manyLivesOfServersMakeNoLongCursor() {
    for (String name : List.of("A", "B")) {
      world.start(name, Conditions.DEFAULT, Set.of("A", "B"));
    }
    Reader reader = reader(Filter.ALL);
    for (int life = 1; life <= 100; life++) {
      HerdServer server = world.start("B", Conditions.DEFAULT, Set.of("A", "B"));
      Cable cable = world.lay("A", "B", Weather.FINE);
      world.advance(Duration.ofMillis(300));
      server.connect().say("IAMAT kiwi +1-2 %d\n".formatted(life));
      world.advance(Duration.ofMillis(300));
      cable.cut();
      reader.readAll();
    }
    assertThat(a().node().neighbourhood().coverage().size()).isGreaterThan(99);
    world.advance(Duration.ofSeconds(20));
    a().connect().say("IAMAT emu +1-2 1\n");
    reader.readAll();
    world.advance(Duration.ofSeconds(1));
    a().connect().say("IAMAT emu +1-2 2\n");
    reader.readAll();
    assertThat(reader.token().length()).isLessThan(200);
    reader.connect(a());
    reader.readAll();
    assertThat(reader.repeats()).isZero();
    assertThat(reader.resets()).isZero();
  }

  @Test
  void aCursorThatWasChangedIsNone() {
    RecordingClient client = alone(Conditions.DEFAULT);
    client.say("IAMAT kiwi +1-2 1\n");
    String token = reader(Filter.ALL).token();
    assertThat(Cursor.parse(token).map(Cursor::token)).contains(token);
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Cursor.parse(Base64.getUrlEncoder().encodeToString(changed))).isEmpty();
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(Cursor.parse(Base64.getUrlEncoder().encodeToString(cut))).isEmpty();
    }
    assertThat(Cursor.parse("A".repeat(Token.LONGEST + 1))).isEmpty();
    assertThat(Cursor.parse("\u00e4")).isEmpty();
  }
}
