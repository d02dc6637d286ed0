package io.proxyherd.near;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The search for the clients in a box, once: those with the least slots. Where the box holds many,
 * the slots are tried one after the other, else the squares of the grid that touch it.
 */
final class BoxSearch {
  /** A square over no more buckets is not divided. */
  private static final int FEW = 2;

  /** Where more were looked at it is faster to try all slots until there are enough. */
  private static final int MANY = 10_000;

  private final ClientIndex index;
  private final Box box;
  private final int from;
  private final int limit;
  private final IntPredicate isWanted;
  private final int number;
  private int[] found = new int[64];
  private int size;
  private int looked;

  /**
   * @param from slots that are less are not looked for
   * @param limit how many clients to find
   * @param isWanted whether the client of a slot counts
   */
  BoxSearch(ClientIndex index, Box box, int from, int limit, IntPredicate isWanted) {
    this.index = index;
    this.box = box;
    this.from = from;
    this.limit = limit;
    this.isWanted = isWanted;
    number = index.nextSearch();
  }

  /** The slots, in order. */
  int[] run(int slots) {
    box.parts().forEach(part -> lookInto(Square.EARTH, part));
    if (looked >= MANY) {
      size = 0;
      trySlots(slots);
      return Arrays.copyOf(found, size);
    }
    Arrays.sort(found, 0, size);
    return Arrays.stream(found, 0, size).filter(isWanted).limit(limit).toArray();
  }

  private void trySlots(int slots) {
    for (int slot = from; slot < slots && size < limit; slot++) {
      long code = index.code(slot);
      if (code != GridCode.NOWHERE && box.contains(code) && isWanted.test(slot)) {
        add(slot);
      }
    }
  }

  private void lookInto(Square square, Box.Part part) {
    if (looked >= MANY || !square.isOnEarth() || !part.touches(square)) {
      return;
    }
    int at = index.buckets().indexOf(square.first());
    boolean isWhole = square.first() == square.last() || part.covers(square);
    if (!isWhole && index.buckets().begins(at + FEW, square.last())) {
      for (int quarter = 0; quarter < 4; quarter++) {
        lookInto(square.quarter(quarter), part);
      }
      return;
    }
    take(index.buckets().at(at));
    for (int next = at + 1; looked < MANY && index.buckets().begins(next, square.last()); next++) {
      take(index.buckets().at(next));
    }
  }

  private void take(Bucket bucket) {
    if (bucket.isNewTo(number)) {
      for (int entry = 0; entry < bucket.size; entry++) {
        int slot = bucket.slots[entry];
        if (slot >= from && box.contains(index.code(slot))) {
          add(slot);
        }
      }
      looked += bucket.size;
    }
  }

  private void add(int slot) {
    if (size == found.length) {
      found = Arrays.copyOf(found, 2 * size);
    }
    found[size++] = slot;
  }
}
