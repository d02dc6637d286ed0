package io.proxyherd.link;

import io.proxyherd.store.Coverage;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Whether this server wants one of its peers to feed it: if the link is on the tree, if it is new,
 * and if what the peer has does not come by another way. It begins at once and ends late, so while
 * things change there is too much rather than too little. Not thread-safe: owned by its link.
 */
final class Appetite {
  /** Takes what the appetite decides. */
  interface Decision {
    void want();

    void stop();

    /** Patience was lost: what the peer has did not come by another way. */
    void graft();
  }

  private static final long MILLI = 1_000_000;
  private static final long LINGER_NANOS = 2_000 * MILLI;
  private static final long PATIENCE_NANOS = 3_000 * MILLI;
  private static final long GRAFT_NANOS = 10_000 * MILLI;

  private final Clock clock;
  private final Timers timers;
  private final Coverage own;
  private final boolean always;
  private final Decision decision;
  // What the peer has.
  private final Coverage peers = new Coverage();
  private @Nullable Coverage missing;
  private boolean onTree;
  private boolean wanting;
  private boolean ended;
  private boolean lookingLater;
  private long wantedUntilNanos;

  /**
   * @param own what this server has, now and later
   * @param always whether it wants to be fed over every link
   */
  Appetite(Clock clock, Timers timers, Coverage own, boolean always, Decision decision) {
    this.clock = clock;
    this.timers = timers;
    this.own = own;
    this.always = always;
    this.decision = decision;
  }

  /** The link is up. */
  void begin() {
    wantFor(LINGER_NANOS);
  }

  /** The link is gone. */
  void end() {
    ended = true;
  }

  boolean isWanting() {
    return wanting;
  }

  boolean isOnTree() {
    return onTree;
  }

  /** What the peer has, as far as it said so. */
  Coverage announced() {
    return peers;
  }

  /** The link is on the tree from now on, or no longer. */
  void onTree(boolean joined) {
    if (onTree && !joined) {
      wantFor(LINGER_NANOS);
    }
    onTree = joined;
    decide();
  }

  /** The peer has what this covers, too. */
  void peerHas(Coverage coverage) {
    peers.raise(coverage);
    notice();
  }

  private void notice() {
    if (missing == null && !own.includes(peers)) {
      missing = peers.copy();
      timers.after(PATIENCE_NANOS, this::losePatience);
    }
  }

  private void losePatience() {
    if (ended || missing == null) {
      return;
    }
    boolean came = own.includes(missing);
    missing = null;
    if (!came) {
      if (!wanting) {
        decision.graft();
      }
      wantFor(GRAFT_NANOS);
    }
    notice();
  }

  private void wantFor(long nanos) {
    wantedUntilNanos = Math.max(wantedUntilNanos, clock.monotonicNanos() + nanos);
    decide();
  }

  private void decide() {
    if (ended) {
      return;
    }
    long leftNanos = wantedUntilNanos - clock.monotonicNanos();
    boolean wants = always || onTree || leftNanos > 0;
    if (wants != wanting) {
      wanting = wants;
      if (wants) {
        decision.want();
      } else {
        decision.stop();
      }
    }
    if (leftNanos > 0 && !lookingLater) {
      lookingLater = true;
      timers.after(
          leftNanos,
          () -> {
            lookingLater = false;
            decide();
          });
    }
  }
}
