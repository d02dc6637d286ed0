package io.proxyherd.store;

import io.proxyherd.command.Field;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The newest report of every client. Merging takes the greater report, so it commutes, associates
 * and is idempotent: duplicates, reordering and skipped versions do no harm.
 *
 * <p>Each client has a <em>slot</em>, a small number that never changes, by which the links keep
 * note of it. Not thread-safe: owned by its node.
 */
public final class Store {
  /** What {@link #offer} answers when the report was not newer. */
  public static final int NOT_NEWER = -1;

  /** What {@link #slotOf} answers when the client is unknown. */
  public static final int NO_SLOT = -1;

  private static final int FIRST_CAPACITY = 64;

  private final KeyedHash hash;
  private @Nullable Report[] reports = new Report[FIRST_CAPACITY];
  private int size;
  // Open addressing with linear probing, at most half full; an entry is a slot + 1, 0 is free.
  private int[] table = new int[2 * FIRST_CAPACITY];

  /**
   * @param random gives the secret key of the hash
   */
  public Store(RandomGenerator random) {
    hash = new KeyedHash(random.nextLong(), random.nextLong());
  }

  /**
   * Keeps the report if it is newer than the one that is here.
   *
   * @return the client's slot, or {@link #NOT_NEWER}
   */
  public int offer(Report report) {
    Field client = report.client();
    int slot = slotOf(client);
    if (slot == NO_SLOT) {
      return add(client, report);
    }
    if (!report.isNewerThan(at(slot))) {
      return NOT_NEWER;
    }
    reports[slot] = report;
    return slot;
  }

  /** The newest report of the client. */
  public Optional<Report> find(Field client) {
    int slot = slotOf(client);
    return slot == NO_SLOT ? Optional.empty() : Optional.of(at(slot));
  }

  /** The client's slot, or {@link #NO_SLOT}. */
  public int slotOf(Field client) {
    for (int at = firstProbe(client); table[at] != 0; at = next(at)) {
      int slot = table[at] - 1;
      if (at(slot).client().sameAs(client)) {
        return slot;
      }
    }
    return NO_SLOT;
  }

  /**
   * The newest report of the client in that slot.
   *
   * @param slot 0..size-1
   */
  public Report at(int slot) {
    Report report = reports[slot];
    if (report == null) {
      throw new IndexOutOfBoundsException("slot: " + slot + " (expected: less than " + size + ")");
    }
    return report;
  }

  /** How many clients there are; their slots are 0..size-1. */
  public int size() {
    return size;
  }

  private int add(Field client, Report report) {
    if (size == reports.length) {
      grow();
    }
    int slot = size++;
    reports[slot] = report;
    enter(client, slot);
    return slot;
  }

  private void enter(Field client, int slot) {
    int at = firstProbe(client);
    while (table[at] != 0) {
      at = next(at);
    }
    table[at] = slot + 1;
  }

  private void grow() {
    reports = Arrays.copyOf(reports, 2 * reports.length);
    table = new int[2 * table.length];
    for (int slot = 0; slot < size; slot++) {
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
