package io.proxyherd.link;

import io.proxyherd.store.Coverage;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a server that has started has caught up: once it has what each of its neighbours had when
 * that first said so, or has waited long enough for it. Then it is ready, and remains so. It
 * answers before, too; this is for those who want to wait. Not thread-safe: owned by its node.
 */
public final class Readiness {
  private final Set<String> neighbours;
  private final Coverage own;
  private final Duration atMost;
  private final Clock clock;
  private final Timers timers;
  private final LinkObserver observer;
  // What each neighbour had when it first said so.
  private final Map<String, Coverage> goals = new TreeMap<>();
  private long beganNanos;
  private boolean begun;
  private boolean ready;
  private String how = "";

  /**
   * @param own what this server has, now and later
   */
  Readiness(
      LinkSettings settings, Coverage own, Clock clock, Timers timers, LinkObserver observer) {
    neighbours = new TreeSet<>(settings.neighbours());
    atMost = settings.readyTimeout();
    this.own = own;
    this.clock = clock;
    this.timers = timers;
    this.observer = observer;
  }

  /** Its neighbours can be reached from now on; waits for them. */
  void begin() {
    begun = true;
    beganNanos = clock.monotonicNanos();
    timers.after(atMost.toNanos(), this::waitNoLonger);
    look();
  }

  /** The neighbour has this. */
  void announced(String peer, Coverage coverage) {
    if (!ready && neighbours.contains(peer)) {
      var _ = goals.computeIfAbsent(peer, _ -> coverage.copy());
      look();
    }
  }

  /** This server may have caught up. */
  void look() {
    if (begun && !ready && goals.size() == neighbours.size() && behind() == 0) {
      end(names("caught up with ", List.copyOf(goals.keySet())));
    }
  }

  /** Whether it has caught up, or waits no longer. */
  public boolean isReady() {
    return ready;
  }

  /** How it became ready, or what it waits for; for people. */
  public String explanation() {
    return ready ? how : "waits for " + String.join(", ", missing());
  }

  /** How many reports it lacks of those that neighbours had when they first said so. */
  public long behind() {
    var all = new Coverage();
    goals.values().forEach(all::raise);
    return all.countBeyond(own);
  }

  private void waitNoLonger() {
    if (!ready) {
      List<String> caughtUp =
          goals.keySet().stream().filter(peer -> own.includes(goal(peer))).toList();
      String without = names(caughtUp.isEmpty() ? "without " : "; without ", missing());
      end(names("caught up with ", caughtUp) + without);
    }
  }

  private void end(String explanation) {
    ready = true;
    how = explanation.isEmpty() ? "no neighbours" : explanation;
    goals.clear();
    observer.ready(Duration.ofNanos(clock.monotonicNanos() - beganNanos), how);
  }

  /** Whom it lacks, each with the reason. */
  private List<String> missing() {
    var missing = new ArrayList<String>();
    for (String peer : neighbours) {
      if (!goals.containsKey(peer)) {
        missing.add(peer + " (not reached)");
      } else if (!own.includes(goal(peer))) {
        missing.add(peer + " (behind by " + goal(peer).countBeyond(own) + ")");
      }
    }
    return missing;
  }

  private Coverage goal(String peer) {
    return goals.getOrDefault(peer, new Coverage());
  }

  private static String names(String before, List<String> names) {
    return names.isEmpty() ? "" : before + String.join(", ", names);
  }
}
