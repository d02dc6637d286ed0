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
  // By client; the one whose message lost last is the last.
  private final LinkedHashMap<String, Loss> losses = new LinkedHashMap<>();

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

  /** What lost before concerns nobody any more: the client is new here, or to be forgotten. */
  void forgetLoss(Field client) {
    if (!losses.isEmpty()) {
      var _ = losses.remove(client.toString());
    }
  }

  /**
   * The report that came this way has lost against the one that is held. Another copy of that is no
   * loss, and of a client to be forgotten nothing is remembered.
   */
  void lost(Report report, @Nullable Report held, char way, long wallNanos) {
    if (mostLosses > 0 && held != null && !held.isTombstone() && !held.equals(report)) {
      remember(report.client(), Optional.of(report), way, wallNanos);
    }
  }

  /** The client said again what is known. */
  void repeated(Field client, long wallNanos) {
    if (mostLosses > 0) {
      remember(client, Optional.empty(), CLIENT, wallNanos);
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
                Optional.ofNullable(losses.get(client.toString()))));
  }

  private void remember(Field client, Optional<Report> report, char way, long wallNanos) {
    var _ = losses.putLast(client.toString(), new Loss(report, arrival(way, wallNanos)));
    if (losses.size() > mostLosses) {
      var _ = losses.pollFirstEntry();
    }
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
