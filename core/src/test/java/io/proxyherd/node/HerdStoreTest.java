package io.proxyherd.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.ReportStore;
import io.proxyherd.store.ReportStoreContract;
import io.proxyherd.testing.Conditions;
import io.proxyherd.testing.HerdServer;
import io.proxyherd.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The herd's own store, with nothing behind it. */
final class HerdStoreTest extends ReportStoreContract {
  private static final long NOW_SECONDS = 1_800_000_000;

  private final World world = new World(0);
  private final HerdServer alford = world.start("Alford", Conditions.DEFAULT);

  HerdStoreTest() {
    world.setWalls(NOW_SECONDS * 1_000_000_000);
  }

  @Override
  protected ReportStore store() {
    return alford.node().reports();
  }

  @Override
  protected <T> T await(Consumer<Consumer<T>> request) {
    List<T> answers = new ArrayList<>();
    request.accept(answers::add);
    alford.node().endOfBatch();
    world.settle();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  @Override
  protected long nowSeconds() {
    return NOW_SECONDS;
  }
}
