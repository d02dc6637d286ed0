package io.proxyherd.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.Reports;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MirroredStoreTest {
  private static final Report OLDER = Reports.at("a", 100);
  private static final Report NEWER = Reports.at("a", 200);

  private final UnreliableStore own = new UnreliableStore();
  private final UnreliableStore engine = new UnreliableStore();
  private final MirroredStore both = new MirroredStore(own, engine, Mirrored.LIFETIMES);

  @Nested
  final class Finds {
    @Test
    void theNewerOne() {
      own.keep(OLDER);
      assertThat(found()).isEqualTo(new Found.Known(OLDER));
      engine.keep(NEWER);
      assertThat(found()).isEqualTo(new Found.Known(NEWER));
      own.keep(Reports.at("a", 300));
      assertThat(found()).isEqualTo(new Found.Known(Reports.at("a", 300)));
    }

    @Test
    void whatOneAloneKnows() {
      assertThat(found()).isEqualTo(new Found.Unknown());
      engine.keep(OLDER);
      assertThat(found()).isEqualTo(new Found.Known(OLDER));
    }

    @Test
    void whatTheHerdHasIfTheEngineFails() {
      own.keep(OLDER);
      engine.keep(NEWER);
      engine.refuse(StoreFailure.TIMED_OUT);

      assertThat(found()).isEqualTo(new Found.Known(OLDER));
    }

    @Test
    void whatTheHerdHasIfTheEngineIsDown() {
      own.keep(OLDER);
      engine.keep(NEWER);
      engine.setState(StoreHealth.State.DOWN);

      assertThat(found()).isEqualTo(new Found.Known(OLDER));
    }

    @Test
    void whatCameWhenTheOtherHadExpired() {
      long later = 100 + Mirrored.LIFETIME.toSeconds();
      Report clockSetBack = Reports.of("AT Alford +0.0 a +1+1 99", later);
      engine.keep(OLDER);
      own.keep(clockSetBack);

      assertThat(found()).isEqualTo(new Found.Known(clockSetBack));
    }
  }

  @Test
  void keepsInTheHerd() {
    var answers = new ArrayList<Offered>();
    both.offer(OLDER, answers::add);
    own.take(0);

    assertThat(answers).containsExactly(Offered.Taken.ACCEPTED);
    assertThat(engine.waiting()).isZero();
  }

  @Test
  void hasRoomIfBothHaveOrTheHerdIsAlone() {
    assertThat(both.hasRoom()).isTrue();
    engine.setRoom(false);
    assertThat(both.hasRoom()).isFalse();
    engine.setState(StoreHealth.State.DOWN);
    assertThat(both.hasRoom()).isTrue();
    assertThat(both.health().state()).isEqualTo(StoreHealth.State.UP);
    own.setRoom(false);
    assertThat(both.hasRoom()).isFalse();
  }

  private Found found() {
    List<Found> found = new ArrayList<>();
    both.find(OLDER.client(), found::add);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
