package io.proxyherd.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DirtyRingTest {
  private final DirtyRing ring = new DirtyRing();

  @Test
  void hasEachSlotOnceAndKeepsItsPlace() {
    add(3, 1, 2, 3, 1);

    assertThat(ring.size()).isEqualTo(3);
    assertThat(drain()).containsExactly(3, 1, 2);
  }

  @Test
  void takesASlotAgainOnceItIsOut() {
    add(1, 2);
    assertThat(ring.peek()).isEqualTo(1);
    assertThat(ring.poll()).isEqualTo(1);
    add(1);

    assertThat(drain()).containsExactly(2, 1);
  }

  @Test
  void keepsItsOrderWhenItGrowsWrappedRound() {
    for (int slot = 0; slot < 64; slot++) {
      add(slot);
    }
    for (int slot = 0; slot < 40; slot++) {
      ring.poll();
    }
    List<Integer> expected = new ArrayList<>();
    for (int slot = 40; slot < 200; slot++) {
      add(slot);
      expected.add(slot);
    }

    assertThat(drain()).isEqualTo(expected);
  }

  @Seeds(count = 300)
  void isALinkedHashSet(long seed) {
    var random = new Random(seed);
    var model = new LinkedHashSet<Integer>();
    for (int step = 0; step < 2000; step++) {
      if (random.nextInt(100) < 40 && !model.isEmpty()) {
        assertThat(ring.peek()).isEqualTo(model.getFirst());
        assertThat(ring.poll()).isEqualTo(model.removeFirst());
      } else {
        int slot = random.nextInt(1000);
        add(slot);
        model.add(slot);
      }
      assertThat(ring.size()).isEqualTo(model.size());
      assertThat(ring.isEmpty()).isEqualTo(model.isEmpty());
    }
    assertThat(drain()).containsExactlyElementsOf(model);
  }

  private void add(int... slots) {
    for (int slot : slots) {
      ring.add(slot);
    }
  }

  private List<Integer> drain() {
    List<Integer> slots = new ArrayList<>();
    while (!ring.isEmpty()) {
      slots.add(ring.poll());
    }
    return slots;
  }
}
