package io.proxyherd.stream;

import java.util.Arrays;

/**
 * A set of store slots, a bit for each, in pages that are there only where something was in them:
 * small while it has few, and never larger than the store has slots. Not thread-safe.
 */
final class SlotSet {
  /** What {@link #next} answers when there is none. */
  static final int NONE = -1;

  private static final int PAGE_BITS = 12;
  private static final int WORDS = (1 << PAGE_BITS) / Long.SIZE;

  private static final long[] NO_PAGE = {};

  private long[][] pages = {NO_PAGE};
  private int size;

  /**
   * Puts the slot in.
   *
   * @return whether it was not in
   */
  boolean add(int slot) {
    int page = slot >>> PAGE_BITS;
    if (page >= pages.length) {
      int before = pages.length;
      pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * before));
      Arrays.fill(pages, before, pages.length, NO_PAGE);
    }
    if (pages[page].length == 0) {
      pages[page] = new long[WORDS];
    }
    long[] words = pages[page];
    int word = wordOf(slot);
    boolean isNew = (words[word] & bitOf(slot)) == 0;
    words[word] |= bitOf(slot);
    size += isNew ? 1 : 0;
    return isNew;
  }

  /**
   * Takes the slot out.
   *
   * @return whether it was in
   */
  boolean remove(int slot) {
    if (!contains(slot)) {
      return false;
    }
    pages[slot >>> PAGE_BITS][wordOf(slot)] &= ~bitOf(slot);
    size--;
    return true;
  }

  boolean contains(int slot) {
    int page = slot >>> PAGE_BITS;
    long[] words = page < pages.length ? pages[page] : NO_PAGE;
    return words.length > 0 && (words[wordOf(slot)] & bitOf(slot)) != 0;
  }

  /** The least slot in it that is not less, or {@link #NONE}. */
  int next(int from) {
    if (size == 0) {
      return NONE;
    }
    int word = wordOf(from);
    long mask = -1L << (from % Long.SIZE);
    for (int page = from >>> PAGE_BITS; page < pages.length; page++) {
      long[] words = pages[page];
      for (; word < words.length; word++) {
        long bits = words[word] & mask;
        mask = -1L;
        if (bits != 0) {
          return (page << PAGE_BITS) + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        }
      }
      word = 0;
      mask = -1L;
    }
    return NONE;
  }

  /** Takes out all. */
  void clear() {
    pages = new long[][] {NO_PAGE};
    size = 0;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private static int wordOf(int slot) {
    return (slot >>> 6) & (WORDS - 1);
  }

  private static long bitOf(int slot) {
    return 1L << (slot % Long.SIZE);
  }
}
