package io.proxyherd.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much of what each origin accepted a server has: of every report with a number up to the
 * origin's, it holds that one or a greater one of the same client. Not thread-safe: owned by its
 * node; {@link #copy} gives others theirs.
 */
public final class Coverage {
  /** A number that can be raised where it stands: each report that a client brings raises one. */
  private static final class Highest {
    private long seq;
  }

  private final Map<Origin, Highest> highest = new HashMap<>();

  /** Whether the report with that stamp, or a greater one of its client, is here. */
  public boolean covers(Stamp stamp) {
    return covers(stamp.origin(), stamp.seq());
  }

  /** The same, by the stamp's parts. */
  public boolean covers(Origin origin, long seq) {
    return seq <= upTo(origin);
  }

  /** Whether it covers whatever the other covers. */
  public boolean includes(Coverage other) {
    return other.highest.entrySet().stream()
        .allMatch(entry -> entry.getValue().seq <= upTo(entry.getKey()));
  }

  /** The highest number that is covered of that origin; 0 if none is. */
  public long upTo(Origin origin) {
    Highest known = highest.get(origin);
    return known == null ? 0 : known.seq;
  }

  /**
   * Covers so much of that origin, if it was less.
   *
   * @return whether it was
   */
  public boolean raise(Origin origin, long seq) {
    Highest known = highest.get(origin);
    if (seq <= (known == null ? 0 : known.seq)) {
      return false;
    }
    if (known == null) {
      known = new Highest();
      highest.put(origin, known);
    }
    known.seq = seq;
    return true;
  }

  /**
   * Covers what the other covers, too.
   *
   * @return whether that is more than before
   */
  public boolean raise(Coverage other) {
    boolean raised = false;
    for (Map.Entry<Origin, Highest> entry : other.highest.entrySet()) {
      raised |= raise(entry.getKey(), entry.getValue().seq);
    }
    return raised;
  }

  /** What it covers and the other does not. */
  public Coverage beyond(Coverage other) {
    var more = new Coverage();
    highest.forEach((origin, upTo) -> {
      if (upTo.seq > other.upTo(origin)) {
        more.raise(origin, upTo.seq);
      }
    });
    return more;
  }

  /** How many numbers it covers that the other does not. */
  public long countBeyond(Coverage other) {
    long count = 0;
    for (Map.Entry<Origin, Highest> entry : highest.entrySet()) {
      count += Math.max(0, entry.getValue().seq - other.upTo(entry.getKey()));
    }
    return count;
  }

  /** Covers nothing of these from here on. */
  public void removeAll(Set<Origin> origins) {
    highest.keySet().removeAll(origins);
  }

  /** Covers nothing from here on. */
  public void clear() {
    highest.clear();
  }

  /** How many numbers it covers. */
  public long total() {
    return countBeyond(new Coverage());
  }

  /** How many origins it covers something of. */
  public int size() {
    return highest.size();
  }

  /** Whether it covers nothing. */
  public boolean isEmpty() {
    return highest.isEmpty();
  }

  public Coverage copy() {
    return beyond(new Coverage());
  }

  /** The highest number of each origin, in the origins' order. */
  public Map<Origin, Long> entries() {
    var entries = new TreeMap<Origin, Long>();
    highest.forEach((origin, upTo) -> entries.put(origin, upTo.seq));
    return entries;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Coverage other && entries().equals(other.entries());
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  @Override
  public String toString() {
    return entries().toString();
  }
}
