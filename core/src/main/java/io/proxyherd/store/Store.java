package io.proxyherd.store;

import io.proxyherd.command.Field;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every client, or the tombstone that replaced it. Merging takes the greater
 * report, so it commutes, associates and is idempotent: duplicates, reordering and skipped versions
 * do no harm.
 *
 * <p>Each client has a <em>slot</em>, a small number by which the links keep note of it. It does
 * not change as long as the client is known; a slot that was given up is used again. Not
 * thread-safe: owned by its node.
 */
public final class Store {
  /** What {@link #offer} answers when the report was not newer. */
  public static final int NOT_NEWER = -1;

  /** What {@link #slotOf} answers when the client is not known. */
  public static final int NO_SLOT = -1;

  private static final int FIRST_CAPACITY = 64;

  private final KeyedHash hash;
  private final Lifetimes lifetimes;
  private @Nullable Report[] reports = new Report[FIRST_CAPACITY];
  private int slots;
  // The slots below that are free, as a stack.
  private int[] free = new int[FIRST_CAPACITY];
  private int freeSlots;
  private int tombstones;
  private long digest;
  // Open addressing with linear probing, at most half full; an entry is a slot + 1, 0 is free.
  private int[] table = new int[2 * FIRST_CAPACITY];

  /**
   * @param random gives the secret key of the hash
   * @param lifetimes of reports; what has expired is kept until it is {@link #remove}d
   */
  public Store(RandomGenerator random, Lifetimes lifetimes) {
    hash = new KeyedHash(random.nextLong(), random.nextLong());
    this.lifetimes = lifetimes;
  }

  /**
   * Keeps the report if it {@linkplain Lifetimes#replaces replaces} the one that is here.
   *
   * @return the client's slot, or {@link #NOT_NEWER}
   */
  public int offer(Report report) {
    return offer(report, slotOf(report.client()));
  }

  /**
   * The same for who knows the client's slot already.
   *
   * @param slot what {@link #slotOf} says now
   */
  public int offer(Report report, int slot) {
    if (slot == NO_SLOT) {
      return add(report.client(), report);
    }
    Report held = at(slot);
    if (!lifetimes.replaces(report, held)) {
      return NOT_NEWER;
    }
    uncount(held);
    put(slot, report);
    return slot;
  }

  /** The newest report of the client, a tombstone perhaps, or one that has expired. */
  public Optional<Report> find(Field client) {
    int slot = slotOf(client);
    return slot == NO_SLOT ? Optional.empty() : Optional.of(at(slot));
  }

  /** The slot of the client, or {@link #NO_SLOT}. */
  public int slotOf(Field client) {
    for (int at = firstProbe(client); table[at] != 0; at = next(at)) {
      int slot = table[at] - 1;
      if (at(slot).client().sameAs(client)) {
        return slot;
      }
    }
    return NO_SLOT;
  }

  /** Whether there is a client in that slot, 0..{@link #slots}-1. */
  public boolean isTaken(int slot) {
    return reports[slot] != null;
  }

  /**
   * The newest report of the client in that slot.
   *
   * @param slot one that {@link #isTaken}
   */
  public Report at(int slot) {
    Report report = reports[slot];
    if (report == null) {
      throw new IndexOutOfBoundsException("slot: " + slot + " (expected: one that is taken)");
    }
    return report;
  }

  /** Gives the slot up: nothing is known of its client any more. */
  public void remove(int slot) {
    Report report = at(slot);
    uncount(report);
    close(entryOf(slot, report.client()));
    reports[slot] = null;
    if (freeSlots == free.length) {
      free = Arrays.copyOf(free, 2 * freeSlots);
    }
    free[freeSlots++] = slot;
  }

  /** All slots, taken or free, are less than this. */
  public int slots() {
    return slots;
  }

  /** How many slots are taken: by clients, and by clients to be forgotten. */
  public int size() {
    return slots - freeSlots;
  }

  /** How many clients there are, those included whose report has expired and is not removed yet. */
  public int clients() {
    return size() - tombstones;
  }

  /** Equal wherever the same reports are held, and, but for accidents, only there. */
  public long digest() {
    return digest;
  }

  private int add(Field client, Report report) {
    int slot = freeSlots > 0 ? free[--freeSlots] : slots++;
    if (slot == reports.length) {
      grow();
    }
    put(slot, report);
    enter(client, slot);
    return slot;
  }

  private void put(int slot, Report report) {
    reports[slot] = report;
    tombstones += report.isTombstone() ? 1 : 0;
    digest += report.fingerprint();
  }

  private void uncount(Report report) {
    tombstones -= report.isTombstone() ? 1 : 0;
    digest -= report.fingerprint();
  }

  private void enter(Field client, int slot) {
    int at = firstProbe(client);
    while (table[at] != 0) {
      at = next(at);
    }
    table[at] = slot + 1;
  }

  private int entryOf(int slot, Field client) {
    int at = firstProbe(client);
    while (table[at] != slot + 1) {
      at = next(at);
    }
    return at;
  }

  /** Frees an entry of the table; entries after it move up, so that no probe ends too early. */
  private void close(int entry) {
    int gap = entry;
    for (int at = next(gap); table[at] != 0; at = next(at)) {
      int home = firstProbe(at(table[at] - 1).client());
      int mask = table.length - 1;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        table[gap] = table[at];
        gap = at;
      }
    }
    table[gap] = 0;
  }

  /** Only when no slot is free. */
  private void grow() {
    int taken = reports.length;
    reports = Arrays.copyOf(reports, 2 * taken);
    table = new int[2 * table.length];
    for (int slot = 0; slot < taken; slot++) {
      enter(at(slot).client(), slot);
    }
  }

  private int firstProbe(Field client) {
    return (int) hash.of(client.bytes(), client.from(), client.to()) & (table.length - 1);
  }

  private int next(int at) {
    return (at + 1) & (table.length - 1);
  }
}
