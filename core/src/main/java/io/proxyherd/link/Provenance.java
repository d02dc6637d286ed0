package io.proxyherd.link;

import io.proxyherd.command.Field;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the newest report of each client came here, 10 bytes a client, and of so many clients what
 * lost last. Not thread-safe: owned by its node.
 */
final class Provenance {
  /** A {@link Loss} that is written over when the next one comes. */
  private static final class Lost {
    // Null where the client said again what is known.
    private @Nullable Report report;
    private char way;
    private long wallNanos;
  }

  /** What a client brought. */
  static final char CLIENT = 0;

  /** What the journal had. */
  static final char JOURNAL = 1;

  /** What a legacy peer brought. */
  static final char LEGACY = 2;

  private static final int FIRST_PEER = 3;

  private final Store store;
  private final int mostLosses;
  private final List<String> peers = new ArrayList<>();
  private final Map<String, Character> ways = new HashMap<>();
  // By slot.
  private char[] cameBy = new char[0];
  private long[] cameAtNanos = new long[0];
  // By slot; what was looked at last is the last.
  private final LinkedHashMap<Integer, Lost> losses = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param mostLosses of how many clients the last message that lost is remembered
   */
  Provenance(Store store, int mostLosses) {
    this.store = store;
    this.mostLosses = mostLosses;
  }

  /** The way of what that peer sends; there are few peers, and they stay the same. */
  char wayOf(String peer) {
    return ways.computeIfAbsent(
        peer,
        name -> {
          peers.add(name);
          return (char) (FIRST_PEER + peers.size() - 1);
        });
  }

  /** The newest report in that slot of the store came this way, at that moment. */
  void arrived(int slot, char way, long wallNanos) {
    if (slot >= cameBy.length) {
      int capacity = Math.max(64, 2 * slot);
      cameBy = Arrays.copyOf(cameBy, capacity);
      cameAtNanos = Arrays.copyOf(cameAtNanos, capacity);
    }
    cameBy[slot] = way;
    cameAtNanos[slot] = wallNanos;
  }

  /** What lost before concerns nobody any more: the client is new there, or to be forgotten. */
  void forgetLoss(int slot) {
    if (!losses.isEmpty()) {
      var _ = losses.remove(slot);
    }
  }

  /**
   * The report that came this way has lost against the one that is held in that slot. Another copy
   * of that is no loss, and of a client to be forgotten nothing is remembered.
   */
  void lost(Report report, int slot, char way, long wallNanos) {
    Report held = store.at(slot);
    if (mostLosses > 0 && !held.isTombstone() && !held.equals(report)) {
      remember(slot, report, way, wallNanos);
    }
  }

  /** The client in that slot said again what is known. */
  void repeated(int slot, long wallNanos) {
    if (mostLosses > 0) {
      remember(slot, null, CLIENT, wallNanos);
    }
  }

  /** Why this server believes what it does of that client; nothing if it does not know it. */
  Optional<Trace> trace(Field client) {
    int slot = store.slotOf(client);
    return slot == Store.NO_SLOT
        ? Optional.empty()
        : Optional.of(
            new Trace(
                store.at(slot),
                arrival(cameBy[slot], cameAtNanos[slot]),
                Optional.ofNullable(losses.get(slot)).map(this::loss)));
  }

  private void remember(int slot, @Nullable Report report, char way, long wallNanos) {
    Integer key = slot;
    Lost lost = losses.get(key);
    if (lost == null) {
      lost = losses.size() < mostLosses ? new Lost() : losses.pollFirstEntry().getValue();
      losses.put(key, lost);
    }
    lost.report = report;
    lost.way = way;
    lost.wallNanos = wallNanos;
  }

  private Loss loss(Lost lost) {
    return new Loss(Optional.ofNullable(lost.report), arrival(lost.way, lost.wallNanos));
  }

  private Arrival arrival(char way, long wallNanos) {
    return switch (way) {
      case CLIENT -> new Arrival(Arrival.Way.CLIENT, Optional.empty(), wallNanos);
      case JOURNAL -> new Arrival(Arrival.Way.JOURNAL, Optional.empty(), wallNanos);
      case LEGACY -> new Arrival(Arrival.Way.LEGACY, Optional.empty(), wallNanos);
      default -> new Arrival(Arrival.Way.PEER, Optional.of(peers.get(way - FIRST_PEER)), wallNanos);
    };
  }
}
