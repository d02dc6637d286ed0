package io.proxyherd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.util.BitSet;
import java.util.Random;

final class SlotSetTest {
  @Seeds(count = 20)
  void isASet(long seed) {
    var random = new Random(seed);
    var model = new BitSet();
    var set = new SlotSet();
    int most = 1 + random.nextInt(20_000);
    for (int step = 0; step < 3000; step++) {
      int slot = random.nextInt(most);
      switch (random.nextInt(4)) {
        case 0 -> {
          assertThat(set.remove(slot)).isEqualTo(model.get(slot));
          model.clear(slot);
        }
        case 1 -> assertThat(set.next(slot)).isEqualTo(model.nextSetBit(slot));
        case 2 -> assertThat(set.contains(slot)).isEqualTo(model.get(slot));
        default -> {
          assertThat(set.add(slot)).isEqualTo(!model.get(slot));
          model.set(slot);
        }
      }
      assertThat(set.size()).isEqualTo(model.cardinality());
      if (random.nextInt(1000) == 0) {
        set.clear();
        model.clear();
      }
    }
  }
}
