package io.proxyherd.link;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The clients whose newest report a peer may lack, as store slots in the order in which they became
 * so. A slot is in it at most once and keeps its place when its client moves again, so a slow peer
 * gets fewer, newer reports and no client starves. Never longer than there are clients.
 */
final class DirtyRing {
  private static final int FIRST_CAPACITY = 64;

  private final BitSet dirty = new BitSet();
  private int[] slots = new int[FIRST_CAPACITY];
  private int head;
  private int size;
  private long polled;

  /** Puts the slot at the end, unless it is in already. */
  void add(int slot) {
    if (dirty.get(slot)) {
      return;
    }
    if (size == slots.length) {
      grow();
    }
    dirty.set(slot);
    slots[(head + size++) & (slots.length - 1)] = slot;
  }

  /** Takes out the slot at the head. From here on it may be added again. */
  int poll() {
    int slot = slots[head];
    head = (head + 1) & (slots.length - 1);
    size--;
    polled++;
    dirty.clear(slot);
    return slot;
  }

  /** Takes out all. */
  void clear() {
    polled += size;
    dirty.clear();
    head = 0;
    size = 0;
  }

  boolean contains(int slot) {
    return dirty.get(slot);
  }

  /** How many slots were ever taken out. */
  long polled() {
    return polled;
  }

  /** How many slots will have been taken out when all are that are in it now. */
  long added() {
    return polled + size;
  }

  /** The slot at the head. */
  int peek() {
    return slots[head];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  private void grow() {
    int[] grown = Arrays.copyOf(slots, 2 * slots.length);
    // What had wrapped round to the front now stands behind the old end.
    System.arraycopy(slots, 0, grown, slots.length, head);
    slots = grown;
  }
}
