package io.proxyherd.node;

import java.util.function.Consumer;

/** What a node asks of the world; Netty and the simulator implement it. */
public interface Shell {
  /**
   * Calls {@link Node#onTimer} at that moment, or soon after; replaces the wake-up asked for
   * before.
   *
   * @param monotonicNanos by the node's clock; may be past
   */
  void wakeUpAt(long monotonicNanos);

  /** Looks for places; calls {@code answer} once, on the node's thread, at once or later. */
  void findPlaces(NearbyQuery query, Consumer<NearbyAnswer> answer);
}
