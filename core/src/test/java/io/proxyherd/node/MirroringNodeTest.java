package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.command.Field;
import io.proxyherd.mirror.MirrorSettings;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.FakeStore;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.RecordingClient;
import io.proxyherd.testing.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A node of a herd that moves: it keeps reports as ever, and a store beside it has them, too. */
final class MirroringNodeTest {
  private static final Field KIWI = Reports.at("kiwi", 1).client();

  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT);
  private final FakeStore engine = new FakeStore();

  @Test
  void answersAnIamatAtOnceAndBringsItToTheStore() {
    RecordingClient client = connect();
    engine.beSlow();
    client.say("IAMAT kiwi +1+1 5\n");
    assertThat(client.take()).startsWith("AT Alford");
    assertThat(engine.greatest("kiwi")).isEmpty();

    engine.answerAll(new Random(1));

    assertThat(engine.greatest("kiwi")).isEqualTo(alford.node().store().find(KIWI));
    assertThat(alford.node().mirror().orElseThrow().isEven()).isTrue();
  }

  @Test
  void tellsTheNewerOneOfBoth() {
    RecordingClient client = connect();
    client.say("IAMAT kiwi +1+1 5\n");
    keepElsewhere("AT Ball +0.000000000 kiwi +2+2 6");
    client.take();
    client.say("WHATSAT kiwi 10 1\n");
    world.settle();
    assertThat(client.take()).startsWith("AT Ball +0.000000000 kiwi +2+2 6\n");

    client.say("IAMAT kiwi +3+3 7\n");
    client.take();
    client.say("WHATSAT kiwi 10 1\n");
    world.settle();
    assertThat(client.take()).contains("kiwi +3+3 7\n");
  }

  @Test
  void tellsWhatItHasIfTheStoreFails() {
    RecordingClient client = connect();
    client.say("IAMAT kiwi +1+1 5\n");
    client.take();
    engine.fail(StoreFailure.UNAVAILABLE);
    client.say("WHATSAT kiwi 10 1\n");
    world.settle();

    assertThat(client.take()).contains("kiwi +1+1 5\n");
  }

  @Test
  void forgetsWhatOnlyTheStoreKnows() {
    RecordingClient client = connect();
    keepElsewhere("AT Ball +0.000000000 kiwi +2+2 6");
    alford.node().forget(KIWI, outcome -> assertThat(outcome).isEqualTo(Forgetting.FORGOTTEN));
    alford.node().endOfBatch();

    assertThat(engine.greatest("kiwi").orElseThrow()).matches(Report::isTombstone);
    client.say("WHATSAT kiwi 10 1\n");
    assertThat(client.take()).isEqualTo("? WHATSAT kiwi 10 1\n");
  }

  private void keepElsewhere(String line) {
    engine.offer(Reports.of(line, 6), _ -> {});
  }

  private RecordingClient connect() {
    alford.node().mirrorTo(engine, MirrorSettings.USUAL);
    alford.node().begin();
    return alford.connect();
  }
}
