package io.proxyherd.near;

import io.proxyherd.command.Field;

/**
 * The slots of the clients in one range of codes, in no order; where more have one code than fit
 * in, in one range of their IDs. {@code low <= (code, ID) < high}.
 */
final class Bucket {
  static final int CAPACITY = 128;

  /** Before all IDs. */
  static final Field NO_ID = new Field(new byte[0], 0, 0);

  final int[] slots = new int[CAPACITY];
  int size;
  long low;
  Field lowId;
  long high;
  Field highId;
  // The last search that was here.
  private int search;

  Bucket(long low, Field lowId, long high, Field highId) {
    this.low = low;
    this.lowId = lowId;
    this.high = high;
    this.highId = highId;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  /** How many of the lower bits of a code in here may change, all at will, without it leaving. */
  byte shift(long code) {
    int same =
        Math.max(Long.numberOfLeadingZeros(code ^ low), Long.numberOfLeadingZeros(code ^ high));
    return (byte) Math.max(0, Long.SIZE - 1 - same);
  }

  boolean contains(long code, Field client) {
    return !isBefore(code, client, low, lowId) && isBefore(code, client, high, highId);
  }

  private static boolean isBefore(long code, Field client, long fence, Field fenceId) {
    return code < fence || (code == fence && client.compareBytes(fenceId) < 0);
  }

  void add(int slot) {
    slots[size++] = slot;
  }

  /** Takes out a slot that is in here. */
  void remove(int slot) {
    int at = 0;
    while (slots[at] != slot) {
      at++;
    }
    slots[at] = slots[--size];
  }

  /** Whether this is the first time that the search comes here; searches are numbered. */
  boolean isNewTo(int number) {
    boolean isNew = search != number;
    search = number;
    return isNew;
  }
}
