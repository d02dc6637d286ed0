package io.proxyherd.near;

import io.proxyherd.store.Store;
import java.util.Arrays;

/**
 * Slots of the store, sorted by a code each, those with the same code by the IDs of their clients:
 * a B⁺-tree of two levels, many small chunks and one array of their first codes. A client's slot
 * must be taken as long as it is in here. Not thread-safe: owned by its index.
 */
final class SortedSlots {
  /** Chunks that would together be filled no more than that become one. */
  private static final int WELL_FILLED = Chunk.CAPACITY * 3 / 4;

  private static final int POORLY_FILLED = Chunk.CAPACITY / 4;

  private final Store store;
  // None is empty, unless there is but one.
  private Chunk[] chunks = {new Chunk()};
  private long[] firsts = new long[1];
  private int count = 1;
  private int size;

  /**
   * @param store where the clients are found
   */
  SortedSlots(Store store) {
    this.store = store;
  }

  int size() {
    return size;
  }

  /** About how many bytes it takes. */
  long bytes() {
    long chunk = Chunk.CAPACITY * (Long.BYTES + Integer.BYTES) + 3 * 16 + 8;
    return count * chunk + (long) chunks.length * (Integer.BYTES + Long.BYTES);
  }

  /** Puts in a slot that is not in yet. */
  void add(long code, int slot) {
    int at = chunkOf(code, slot);
    if (chunks[at].isFull()) {
      insertChunk(at + 1, chunks[at].split());
      at = at + 1 < count && compare(at + 1, 0, code, slot) <= 0 ? at + 1 : at;
    }
    int entry = ceiling(at, code, slot);
    chunks[at].insert(entry, code, slot);
    noteFirst(at);
    size++;
  }

  /** Takes out a slot that is in with that code. */
  void remove(long code, int slot) {
    int at = chunkOf(code, slot);
    removeEntry(at, entryOf(at, code, slot));
  }

  /** Gives another code to a slot that is in. */
  void move(long from, long to, int slot) {
    int at = chunkOf(from, slot);
    int entry = entryOf(at, from, slot);
    if (!belongs(at, to, slot)) {
      removeEntry(at, entry);
      add(to, slot);
      return;
    }
    int target = ceiling(at, to, slot);
    // The entry itself stood before it.
    chunks[at].move(entry, target > entry ? target - 1 : target, to);
    noteFirst(at);
  }

  /** Before the first entry whose code is not less than that. */
  Walk from(long code) {
    var walk = new Walk();
    walk.seek(code);
    return walk;
  }

  /** The greatest code that is not greater, or {@link GridCode#NOWHERE}. */
  long floor(long code) {
    // All the chunks before begin with less.
    int at = lastChunk(code == Long.MAX_VALUE ? code : code + 1);
    Chunk chunk = chunks[at];
    int entry = code == Long.MAX_VALUE ? chunk.size : chunk.ceiling(code + 1);
    return entry == 0 ? GridCode.NOWHERE : chunk.codes[entry - 1];
  }

  /** A place between entries. Good as long as nothing is changed. */
  final class Walk {
    private int at;
    private int entry;

    /** Goes before the first entry whose code is not less. */
    void seek(long code) {
      at = lastChunk(code);
      entry = chunks[at].ceiling(code);
      skipEnd();
    }

    boolean hasNext(long upTo) {
      return at < count && entry < chunks[at].size && chunks[at].codes[entry] <= upTo;
    }

    /** Whether more than so many entries come next with at most that code. */
    boolean hasMore(int than, long upTo) {
      int left = than;
      int in = at;
      int from = entry;
      while (in < count) {
        Chunk chunk = chunks[in];
        if (left < chunk.size - from) {
          return chunk.codes[from + left] <= upTo;
        }
        left -= chunk.size - from;
        from = 0;
        in++;
      }
      return false;
    }

    /** The code of the entry that comes next. */
    long code() {
      return chunks[at].codes[entry];
    }

    /** The slot of the entry that comes next; goes behind it. */
    int next() {
      int slot = chunks[at].slots[entry++];
      skipEnd();
      return slot;
    }

    private void skipEnd() {
      if (entry == chunks[at].size && at + 1 < count) {
        at++;
        entry = 0;
      }
    }
  }

  /** The last chunk that begins with less than that code, or the first one. */
  private int lastChunk(long code) {
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firsts[middle] < code) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** The chunk to which an entry belongs. */
  private int chunkOf(long code, int slot) {
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long first = firsts[middle];
      if (first < code || (first == code && compare(middle, 0, code, slot) <= 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private boolean belongs(int at, long code, int slot) {
    return (at == 0 || compare(at, 0, code, slot) <= 0)
        && (at + 1 == count || compare(at + 1, 0, code, slot) > 0);
  }

  private int entryOf(int at, long code, int slot) {
    int entry = ceiling(at, code, slot);
    if (entry == chunks[at].size || chunks[at].slots[entry] != slot) {
      throw new IllegalStateException("slot: " + slot + " (expected: one that is in the index)");
    }
    return entry;
  }

  /** The first entry of the chunk that is not less. */
  private int ceiling(int at, long code, int slot) {
    Chunk chunk = chunks[at];
    int low = chunk.ceiling(code);
    if (low == chunk.size || chunk.codes[low] != code || chunk.slots[low] == slot) {
      return low;
    }
    int high = chunk.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(at, middle, code, slot) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares an entry that is in here with one that may be. */
  private int compare(int at, int entry, long code, int slot) {
    Chunk chunk = chunks[at];
    int byCode = Long.compare(chunk.codes[entry], code);
    if (byCode != 0 || chunk.slots[entry] == slot) {
      return byCode;
    }
    return store.at(chunk.slots[entry]).client().compareBytes(store.at(slot).client());
  }

  private void removeEntry(int at, int entry) {
    Chunk chunk = chunks[at];
    chunk.remove(entry);
    size--;
    if (chunk.size <= POORLY_FILLED && at + 1 < count && canJoin(at)) {
      join(at);
    } else if (chunk.size <= POORLY_FILLED && at > 0 && canJoin(at - 1)) {
      join(at - 1);
    } else {
      noteFirst(at);
    }
  }

  private boolean canJoin(int at) {
    int one = chunks[at].size;
    int next = chunks[at + 1].size;
    return one == 0 || next == 0 || one + next <= WELL_FILLED;
  }

  /** Makes one of a chunk and the next. */
  private void join(int at) {
    chunks[at].append(chunks[at + 1], 0);
    noteFirst(at);
    System.arraycopy(chunks, at + 2, chunks, at + 1, count - at - 2);
    System.arraycopy(firsts, at + 2, firsts, at + 1, count - at - 2);
    count--;
    chunks[count] = chunks[at];
  }

  private void insertChunk(int at, Chunk chunk) {
    if (count == chunks.length) {
      int capacity = Math.max(8, count + count / 4);
      chunks = Arrays.copyOf(chunks, capacity);
      firsts = Arrays.copyOf(firsts, capacity);
    }
    System.arraycopy(chunks, at, chunks, at + 1, count - at);
    System.arraycopy(firsts, at, firsts, at + 1, count - at);
    chunks[at] = chunk;
    firsts[at] = chunk.codes[0];
    count++;
  }

  private void noteFirst(int at) {
    firsts[at] = chunks[at].codes[0];
  }
}
