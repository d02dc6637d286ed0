package io.proxyherd.sim;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * One of those who work on a disk: what it is asked for it does in order, a little later.
 *
 * @param <T> what it is asked for
 */
final class Hand<T> {
  private final DiskArm arm;
  private final Voice voice;
  private final Consumer<T> work;
  private final ArrayDeque<T> orders = new ArrayDeque<>();
  private boolean due;

  Hand(DiskArm arm, Voice voice, Consumer<T> work) {
    this.arm = arm;
    this.voice = voice;
    this.work = work;
  }

  void submit(T order) {
    orders.add(order);
    if (!due) {
      due = true;
      arm.life().after(arm.shortDelayNanos(), this::work);
    }
  }

  /** Whether all is done that it was asked for. */
  boolean isIdle() {
    return orders.isEmpty();
  }

  /** Does what is next, if anything, now. */
  void workOnce() {
    if (!orders.isEmpty()) {
      arm.speak(voice);
      work.accept(orders.remove());
    }
  }

  private void work() {
    due = false;
    if (arm.isDead()) {
      return;
    }
    while (!orders.isEmpty()) {
      workOnce();
    }
    voice.tell();
  }
}
