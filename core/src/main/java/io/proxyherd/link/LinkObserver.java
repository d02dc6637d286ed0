package io.proxyherd.link;

import io.proxyherd.store.Report;
import java.time.Duration;

/** Who wants to know what the links do. Called on the node's thread; must not block. */
public interface LinkObserver {
  /** A peer's report came. */
  default void reportReceived(String peer, Report report) {}

  /** A peer is sent a report. */
  default void reportSent(String peer, Report report) {}

  /** A peer off the tree is wanted to feed this server: what it has did not come otherwise. */
  default void grafted(String peer) {}

  /** What an earlier life of this server said of its links was still about, and is outbid. */
  default void outbid() {}

  /** A link is there; the peer's clock was ahead by so much. */
  default void linkUp(String peer, Duration clockOffset) {}

  /** A link is there, but the peer's clock differs by more than the operator wants. */
  default void clockDiffers(String peer, Duration clockOffset) {}

  /** A link that was up is gone. */
  default void linkDown(String peer, String reason) {}

  /**
   * This server has caught up, or waits no longer.
   *
   * @param waited since its neighbours could be reached
   * @param how with whom it caught up and with whom not, for people
   */
  default void ready(Duration waited, String how) {}

  /** A connection to or from another server did not become a link. */
  default void linkRefused(String peer, String reason) {}

  /** This server has a bug, and must be stopped before it spreads; from here on it is silent. */
  default void invariantBroken(Invariant invariant, String detail) {}
}
