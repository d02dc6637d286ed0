package io.proxyherd.link;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which neighbours a server is not linked with, since when and why. Not thread-safe. */
final class Outages {
  private final Set<String> neighbours;
  private final Map<String, Outage> outages = new TreeMap<>();

  Outages(Set<String> neighbours, long wallNanos) {
    this.neighbours = neighbours;
    neighbours.forEach(peer -> outages.put(peer, new Outage(wallNanos, "not connected yet")));
  }

  /** By peer, in the order of their names. */
  Map<String, Outage> all() {
    return new TreeMap<>(outages);
  }

  void up(String peer) {
    outages.remove(peer);
  }

  void down(String peer, long wallNanos, String reason) {
    if (neighbours.contains(peer)) {
      outages.put(peer, new Outage(wallNanos, reason));
    }
  }

  /** Another try has failed; the outage goes on. */
  void explain(String peer, String reason) {
    outages.computeIfPresent(peer, (_, outage) -> new Outage(outage.sinceWallNanos(), reason));
  }
}
