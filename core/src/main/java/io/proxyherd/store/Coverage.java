package io.proxyherd.store;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of what each origin accepted a server has: of every report with a number up to the
 * origin's, it holds that one or a greater one of the same client. Not thread-safe: owned by its
 * node; {@link #copy} gives others theirs.
 */
public final class Coverage {
  private final Map<Origin, Long> highest;

  /** Of nothing. */
  public Coverage() {
    this(new HashMap<>());
  }

  private Coverage(Map<Origin, Long> highest) {
    this.highest = highest;
  }

  /** Whether the report with that stamp, or a greater one of its client, is here. */
  public boolean covers(Stamp stamp) {
    return stamp.seq() <= upTo(stamp.origin());
  }

  /** Whether it covers whatever the other covers. */
  public boolean includes(Coverage other) {
    return other.highest.entrySet().stream()
        .allMatch(entry -> entry.getValue() <= upTo(entry.getKey()));
  }

  /** The highest number that is covered of that origin; 0 if none is. */
  public long upTo(Origin origin) {
    return highest.getOrDefault(origin, 0L);
  }

  /**
   * Covers so much of that origin, if it was less.
   *
   * @return whether it was
   */
  public boolean raise(Origin origin, long seq) {
    if (seq <= upTo(origin)) {
      return false;
    }
    highest.put(origin, seq);
    return true;
  }

  /**
   * Covers what the other covers, too.
   *
   * @return whether that is more than before
   */
  public boolean raise(Coverage other) {
    boolean raised = false;
    for (Map.Entry<Origin, Long> entry : other.highest.entrySet()) {
      raised |= raise(entry.getKey(), entry.getValue());
    }
    return raised;
  }

  /** What it covers and the other does not. */
  public Coverage beyond(Coverage other) {
    var more = new Coverage();
    highest.forEach((origin, seq) -> {
      if (seq > other.upTo(origin)) {
        more.highest.put(origin, seq);
      }
    });
    return more;
  }

  /** How many numbers it covers that the other does not. */
  public long countBeyond(Coverage other) {
    long count = 0;
    for (Map.Entry<Origin, Long> entry : highest.entrySet()) {
      count += Math.max(0, entry.getValue() - other.upTo(entry.getKey()));
    }
    return count;
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
    return new Coverage(new HashMap<>(highest));
  }

  /** The highest number of each origin, in the origins' order. */
  public Map<Origin, Long> entries() {
    return new TreeMap<>(highest);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Coverage other && highest.equals(other.highest);
  }

  @Override
  public int hashCode() {
    return highest.hashCode();
  }

  @Override
  public String toString() {
    return entries().toString();
  }
}
