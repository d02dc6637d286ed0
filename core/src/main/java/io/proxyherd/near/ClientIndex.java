package io.proxyherd.near;

import io.proxyherd.command.Field;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where the clients of a store are, by slot and by place. A client that moves about in the range of
 * its bucket changes one number; where many are close together the ranges are small. Knows of a
 * change once it is told and has {@link #takeIn taken it in}. Not thread-safe: owned by its node.
 */
final class ClientIndex {
  /** Buckets that would together have no more clients become one. */
  private static final int WELL_FILLED = Bucket.CAPACITY * 3 / 4;

  private static final int POORLY_FILLED = Bucket.CAPACITY / 4;

  /**
   * So many changes are taken in together: then the processor waits for memory once, not always.
   */
  private static final int TOGETHER = 128;

  private final Store store;
  private final Buckets buckets = new Buckets();
  // By slot: where its client is, and the bucket in which it is, if it is anywhere.
  private long[] codes = new long[0];
  // How many of the lower bits of its code may change without it leaving that bucket.
  private byte[] shifts = new byte[0];
  private Bucket[] homes = new Bucket[0];
  // The slots that changed, and where their clients are now.
  private final int[] changed = new int[TOGETHER];
  private final long[] changedTo = new long[TOGETHER];
  private int changes;
  private int searches;

  ClientIndex(Store store) {
    this.store = store;
  }

  Buckets buckets() {
    return buckets;
  }

  /** A number for a search, another than the last ones had. */
  int nextSearch() {
    return ++searches;
  }

  /** Where the slot's client is, as a code, or {@link GridCode#NOWHERE}. */
  long code(int slot) {
    return slot < codes.length ? codes[slot] : GridCode.NOWHERE;
  }

  /** About how many bytes it takes. */
  long bytes() {
    return (long) codes.length * (Long.BYTES + Byte.BYTES + Integer.BYTES) + buckets.bytes();
  }

  /** The report in that slot is new. */
  void update(int slot) {
    Report report = store.at(slot);
    changed[changes] = slot;
    changedTo[changes] = report.isTombstone() ? GridCode.NOWHERE : GridCode.of(report.location());
    changes++;
    if (changes == TOGETHER) {
      takeIn();
    }
  }

  /** Takes in the changes that it was told: from here on they count. */
  void takeIn() {
    if (changes > 0) {
      makeRoom(store.slots());
    }
    for (int change = 0; change < changes; change++) {
      int slot = changed[change];
      long code = changedTo[change];
      // Nowhere differs from everywhere in the uppermost bit, which no shift reaches.
      if ((code ^ codes[slot]) >>> shifts[slot] == 0) {
        codes[slot] = code;
      } else {
        move(slot, code);
      }
    }
    changes = 0;
  }

  /** The slot is going to be given up. */
  void forget(int slot) {
    takeIn();
    if (code(slot) != GridCode.NOWHERE) {
      move(slot, GridCode.NOWHERE);
    }
  }

  /** To somewhere else, from nowhere or to nowhere. */
  private void move(int slot, long code) {
    boolean isSomewhere = codes[slot] != GridCode.NOWHERE;
    if (isSomewhere && code != GridCode.NOWHERE && homes[slot].contains(code, client(slot))) {
      codes[slot] = code;
      shifts[slot] = homes[slot].shift(code);
      return;
    }
    if (isSomewhere) {
      takeOut(slot);
    }
    codes[slot] = code;
    if (code == GridCode.NOWHERE) {
      shifts[slot] = 0;
    } else {
      put(slot, code);
    }
  }

  private void put(int slot, long code) {
    Field client = client(slot);
    int at = buckets.indexOf(code, client);
    while (buckets.at(at).isFull()) {
      split(at);
      at = buckets.indexOf(code, client);
    }
    settle(slot, buckets.at(at));
  }

  private void settle(int slot, Bucket home) {
    home.add(slot);
    homes[slot] = home;
    shifts[slot] = home.shift(codes[slot]);
  }

  private void takeOut(int slot) {
    Bucket home = homes[slot];
    home.remove(slot);
    if (home.size <= POORLY_FILLED && buckets.count() > 1) {
      int at = buckets.indexOf(home.low, home.lowId);
      if (canJoin(at)) {
        join(at);
      } else if (canJoin(at - 1)) {
        join(at - 1);
      }
    }
  }

  /** Whether that bucket and the next one could be one. */
  private boolean canJoin(int at) {
    if (at < 0 || at + 1 == buckets.count()) {
      return false;
    }
    int one = buckets.at(at).size;
    int next = buckets.at(at + 1).size;
    return one == 0 || next == 0 || one + next <= WELL_FILLED;
  }

  private void join(int at) {
    Bucket one = buckets.at(at);
    Bucket next = buckets.at(at + 1);
    for (int entry = 0; entry < next.size; entry++) {
      settle(next.slots[entry], one);
    }
    buckets.join(at);
  }

  /** Divides a full bucket: by codes, in two halves if possible; where all are equal, by IDs. */
  private void split(int at) {
    Bucket full = buckets.at(at);
    long[] sorted = Arrays.stream(full.slots).mapToLong(slot -> codes[slot]).sorted().toArray();
    int middle = sorted.length / 2;
    while (middle < sorted.length && sorted[middle] == sorted[0]) {
      middle++;
    }
    boolean byCode = middle < sorted.length;
    Bucket upper =
        byCode
            ? buckets.divide(at, sorted[middle], Bucket.NO_ID)
            : buckets.divide(at, sorted[0], middleId(full));
    int kept = 0;
    for (int slot : full.slots) {
      if (full.contains(codes[slot], client(slot))) {
        full.slots[kept++] = slot;
        shifts[slot] = full.shift(codes[slot]);
      } else {
        settle(slot, upper);
      }
    }
    full.size = kept;
  }

  private Field middleId(Bucket of) {
    byte[] id =
        Arrays.stream(of.slots)
            .mapToObj(this::client)
            .sorted(Comparator.comparing(client -> client, Field::compareBytes))
            .skip(of.size / 2)
            .findFirst()
            .orElseThrow()
            .copy();
    return new Field(id, 0, id.length);
  }

  private Field client(int slot) {
    return store.at(slot).client();
  }

  private void makeRoom(int slots) {
    if (slots > codes.length) {
      int known = codes.length;
      int capacity = Math.max(64, slots + slots / 8);
      codes = Arrays.copyOf(codes, capacity);
      Arrays.fill(codes, known, capacity, GridCode.NOWHERE);
      shifts = Arrays.copyOf(shifts, capacity);
      homes = Arrays.copyOf(homes, capacity);
      Arrays.fill(homes, known, capacity, buckets.at(0));
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
    return bucketDifference(clients);
  }

  @SuppressWarnings("ReferenceEquality") // the bucket itself
  private Optional<String> bucketDifference(int clients) {
    int entries = 0;
    long end = 0;
    for (int at = 0; at < buckets.count(); at++) {
      Bucket bucket = buckets.at(at);
      if (bucket.low != end) {
        return Optional.of("bucket %d begins at %d, not %d".formatted(at, bucket.low, end));
      }
      end = bucket.high;
      entries += bucket.size;
      for (int entry = 0; entry < bucket.size; entry++) {
        int slot = bucket.slots[entry];
        if (homes[slot] != bucket
            || !bucket.contains(code(slot), client(slot))
            || shifts[slot] > bucket.shift(code(slot))) {
          return Optional.of("slot %d is in bucket %d".formatted(slot, at));
        }
      }
    }
    return entries == clients
        ? Optional.empty()
        : Optional.of("%d entries (expected: %d)".formatted(entries, clients));
  }
}
