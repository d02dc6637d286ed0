package io.proxyherd.near;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The search for the clients in a box, once: those with the least slots. Where the box holds many,
 * the slots are tried one after the other, else the squares of the grid that touch it.
 */
final class BoxSearch {
  /** A square with no more clients is not divided. */
  private static final int FEW = 16;

  /** Where more were looked at it is faster to try all slots until there are enough. */
  private static final int MANY = 10_000;

  private final ClientIndex index;
  private final Box box;
  private final int from;
  private final int limit;
  private final IntPredicate isWanted;
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
  }

  /** The slots, in order. */
  int[] run(int slots) {
    for (int part = 0; part < box.parts().size() && looked < MANY; part++) {
      lookInto(Square.EARTH, part);
    }
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

  private void lookInto(Square square, int part) {
    if (looked >= MANY || !box.parts().get(part).touches(square)) {
      return;
    }
    SortedSlots.Walk walk = index.sorted().from(square.first());
    if (!walk.hasNext(square.last())) {
      return;
    }
    if (!walk.hasMore(FEW, square.last()) || box.parts().get(part).covers(square)) {
      takeAll(walk, square.last(), part);
      return;
    }
    long first = walk.code();
    long last = index.sorted().floor(square.last());
    if (first == last) {
      takeAll(walk, last, part);
      return;
    }
    Square smaller = Square.around(first, last);
    for (int quarter = 0; quarter < 4; quarter++) {
      lookInto(smaller.quarter(quarter), part);
    }
  }

  private void takeAll(SortedSlots.Walk walk, long last, int part) {
    while (looked < MANY && walk.hasNext(last)) {
      long code = walk.code();
      int slot = walk.next();
      looked++;
      // What is in two parts is taken from the first.
      if (slot >= from && box.parts().get(part).contains(code) && !box.contains(code, part)) {
        add(slot);
      }
    }
  }

  private void add(int slot) {
    if (size == found.length) {
      found = Arrays.copyOf(found, 2 * size);
    }
    found[size++] = slot;
  }
}
