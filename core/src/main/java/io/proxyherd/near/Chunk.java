package io.proxyherd.near;

/** Some neighbouring entries of {@link SortedSlots}: a code and a slot each, in order. */
final class Chunk {
  static final int CAPACITY = 128;

  final long[] codes = new long[CAPACITY];
  final int[] slots = new int[CAPACITY];
  int size;

  boolean isFull() {
    return size == CAPACITY;
  }

  void insert(int at, long code, int slot) {
    System.arraycopy(codes, at, codes, at + 1, size - at);
    System.arraycopy(slots, at, slots, at + 1, size - at);
    codes[at] = code;
    slots[at] = slot;
    size++;
  }

  void remove(int at) {
    size--;
    System.arraycopy(codes, at + 1, codes, at, size - at);
    System.arraycopy(slots, at + 1, slots, at, size - at);
  }

  /** Takes out the entry at {@code from} and puts it in so that it stands at {@code to}. */
  void move(int from, int to, long code) {
    int slot = slots[from];
    if (from < to) {
      System.arraycopy(codes, from + 1, codes, from, to - from);
      System.arraycopy(slots, from + 1, slots, from, to - from);
    } else {
      System.arraycopy(codes, to, codes, to + 1, from - to);
      System.arraycopy(slots, to, slots, to + 1, from - to);
    }
    codes[to] = code;
    slots[to] = slot;
  }

  /** Gives the upper half of its entries to a new one. */
  Chunk split() {
    var upper = new Chunk();
    int kept = size / 2;
    upper.append(this, kept);
    size = kept;
    return upper;
  }

  /** Takes the other's entries from {@code from} on, behind its own. */
  void append(Chunk other, int from) {
    int more = other.size - from;
    System.arraycopy(other.codes, from, codes, size, more);
    System.arraycopy(other.slots, from, slots, size, more);
    size += more;
  }

  /** The first entry whose code is not less, or {@link #size}. */
  int ceiling(long code) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (codes[middle] < code) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
