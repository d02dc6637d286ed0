package io.proxyherd.replay;

import io.proxyherd.replay.track.Row.Fix;
import io.proxyherd.replay.track.TimeText;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The newest row sent of each client: what every server of the herd should know in the end. Keeps
 * at most a million clients. Thread-safe.
 */
final class NewestRows {
  static final int MOST_CLIENTS = 1_000_000;

  /** Rows of one client with its greatest time; one beyond these would count as unknown. */
  private static final int MOST_TIES = 1_000;

  private final int mostClients;
  private final Map<String, Newest> byClient = new HashMap<>();

  NewestRows() {
    this(MOST_CLIENTS);
  }

  NewestRows(int mostClients) {
    this.mostClients = mostClients;
  }

  /** The time of a row, compared with the newest before of its client. */
  enum Age {
    NEWER,
    REPEATED,
    OLDER
  }

  /**
   * The rows of a client that share the greatest time.
   *
   * @param fields each one's client, location and time as sent
   */
  record Newest(TimeText time, Set<String> fields) {
    /** Whether an AT line tells one of these rows. */
    boolean isToldBy(String at) {
      return at.startsWith("AT ") && fields.stream().anyMatch(told -> at.endsWith(" " + told));
    }
  }

  /** Takes a row in; how its time compares with the newest of its client before. */
  synchronized Age add(Fix fix) {
    Newest known = byClient.get(fix.client());
    if (known == null) {
      addClient(fix);
      return Age.NEWER;
    }
    int order = fix.time().compareTo(known.time());
    if (order > 0) {
      byClient.put(fix.client(), only(fix));
    } else if (order == 0 && known.fields().size() < MOST_TIES) {
      known.fields().add(fix.fields());
    }
    return order > 0 ? Age.NEWER : order == 0 ? Age.REPEATED : Age.OLDER;
  }

  private void addClient(Fix fix) {
    if (byClient.size() < mostClients) {
      byClient.put(fix.client(), only(fix));
    }
  }

  private static Newest only(Fix fix) {
    var fields = new LinkedHashSet<String>();
    fields.add(fix.fields());
    return new Newest(fix.time(), fields);
  }

  synchronized int clients() {
    return byClient.size();
  }

  /** The newest rows of all clients; to be asked when no more are added. */
  synchronized Map<String, Newest> all() {
    return Collections.unmodifiableMap(byClient);
  }
}
