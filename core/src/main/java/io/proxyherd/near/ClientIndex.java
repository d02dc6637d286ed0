package io.proxyherd.near;

import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the clients of a store are, by slot and by place. Knows of a change once it is told. Not
 * thread-safe: owned by its node.
 */
final class ClientIndex {
  private final Store store;
  private final SortedSlots sorted;
  // By slot: the code under which it is sorted.
  private long[] codes = new long[0];

  ClientIndex(Store store) {
    this.store = store;
    sorted = new SortedSlots(store);
  }

  SortedSlots sorted() {
    return sorted;
  }

  /** Where the slot's client is, as a code, or {@link GridCode#NOWHERE}. */
  long code(int slot) {
    return slot < codes.length ? codes[slot] : GridCode.NOWHERE;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return (long) codes.length * Long.BYTES + sorted.bytes();
  }

  /** The report in that slot is new; or the slot is not taken any more. */
  void update(int slot) {
    if (!store.isTaken(slot)) {
      return;
    }
    Report report = store.at(slot);
    long now = report.isTombstone() ? GridCode.NOWHERE : GridCode.of(report.location());
    long before = code(slot);
    if (now == before) {
      return;
    }
    if (now == GridCode.NOWHERE) {
      sorted.remove(before, slot);
    } else if (before == GridCode.NOWHERE) {
      sorted.add(now, slot);
    } else {
      sorted.move(before, now, slot);
    }
    note(slot, now);
  }

  /** The slot is going to be given up. */
  void forget(int slot) {
    if (code(slot) != GridCode.NOWHERE) {
      sorted.remove(codes[slot], slot);
      codes[slot] = GridCode.NOWHERE;
    }
  }

  /** In what the index differs from the store, for people; for tests: looks at everything. */
  Optional<String> difference() {
    int clients = 0;
    for (int slot = 0; slot < Math.max(store.slots(), codes.length); slot++) {
      boolean isClient =
          slot < store.slots() && store.isTaken(slot) && !store.at(slot).isTombstone();
      long expected = isClient ? GridCode.of(store.at(slot).location()) : GridCode.NOWHERE;
      if (code(slot) != expected) {
        return Optional.of("slot %d: %d (expected: %d)".formatted(slot, code(slot), expected));
      }
      clients += isClient ? 1 : 0;
    }
    return sorted.size() == clients
        ? sortedDifference()
        : Optional.of("%d entries (expected: %d)".formatted(sorted.size(), clients));
  }

  private Optional<String> sortedDifference() {
    SortedSlots.Walk walk = sorted.from(0);
    int entries = 0;
    long before = GridCode.NOWHERE;
    int slotBefore = 0;
    while (walk.hasNext(Long.MAX_VALUE)) {
      long code = walk.code();
      int slot = walk.next();
      boolean inOrder =
          before < code
              || (before == code
                  && store.at(slotBefore).client().compareBytes(store.at(slot).client()) < 0);
      if (code != code(slot) || !inOrder) {
        return Optional.of("slot %d stands after %d".formatted(slot, slotBefore));
      }
      before = code;
      slotBefore = slot;
      entries++;
    }
    return entries == sorted.size()
        ? Optional.empty()
        : Optional.of("%d entries on the way (expected: %d)".formatted(entries, sorted.size()));
  }

  private void note(int slot, long code) {
    if (slot >= codes.length) {
      int known = codes.length;
      codes = Arrays.copyOf(codes, Math.max(64, slot + slot / 2 + 1));
      Arrays.fill(codes, known, codes.length, GridCode.NOWHERE);
    }
    codes[slot] = code;
  }
}
