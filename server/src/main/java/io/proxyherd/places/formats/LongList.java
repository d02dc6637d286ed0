package io.proxyherd.places.formats;

import java.util.Arrays;

/** A growing list of longs that takes no more than a million. */
final class LongList {
  /** The largest outlines, those of countries, have some hundred thousand points. */
  static final int LONGEST = 1_000_000;

  private long[] values = new long[16];
  private int size;
  private boolean cutOff;

  void clear() {
    size = 0;
    cutOff = false;
  }

  /** Appends a value, unless the list is full. */
  void add(long value) {
    if (size == LONGEST) {
      cutOff = true;
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(LONGEST, 2 * size));
    }
    values[size++] = value;
  }

  void addAll(LongList others) {
    for (int i = 0; i < others.size; i++) {
      add(others.values[i]);
    }
  }

  void addReversed(LongList others) {
    for (int i = others.size - 1; i >= 0; i--) {
      add(others.values[i]);
    }
  }

  long first() {
    return values[0];
  }

  long last() {
    return values[size - 1];
  }

  long at(int index) {
    return values[index];
  }

  boolean contains(long value) {
    for (int i = 0; i < size; i++) {
      if (values[i] == value) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return size;
  }

  /** Whether there were more values than it takes. */
  boolean isCutOff() {
    return cutOff;
  }
}
