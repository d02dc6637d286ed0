package io.proxyherd.sim;

import java.util.Optional;
import java.util.SplittableRandom;

/** The way between two neighbours: while it is up, one of them dials whenever there is no wire. */
final class Cable {
  /** How long after a connection has ended the next one is dialled, about. */
  static final long LONGEST_REDIAL_NANOS = 1_000_000_000;

  private static final long RESET_NANOS = 20_000_000;

  private final SimServer from;
  private final SimServer to;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final Quality usual;
  private Quality quality;
  private boolean up = true;
  private boolean dialIsDue;
  private Optional<Wire> wire = Optional.empty();

  Cable(SimServer from, SimServer to, Timeline timeline, SplittableRandom random, Quality quality) {
    this.from = from;
    this.to = to;
    this.timeline = timeline;
    this.random = random;
    usual = quality;
    this.quality = quality;
    from.plugIn(this);
    to.plugIn(this);
    dialLater();
  }

  SimServer from() {
    return from;
  }

  SimServer to() {
    return to;
  }

  Optional<Wire> wire() {
    return wire;
  }

  Quality quality() {
    return quality;
  }

  Quality usualQuality() {
    return usual;
  }

  /** From now on it carries bytes like that. */
  void become(Quality now) {
    quality = now;
  }

  /** Breaks the wire; the next one follows soon. */
  void cut() {
    wire.ifPresent(Wire::cut);
  }

  /** Nothing goes through any more. */
  void takeDown() {
    up = false;
    cut();
  }

  /** Everything goes through again. */
  void putUp() {
    up = true;
    wire.ifPresent(laid -> {
      laid.stall(true, false);
      laid.stall(false, false);
    });
  }

  /** It is up, and carries bytes well. */
  void heal() {
    quality = Quality.FINE;
    putUp();
  }

  /** The wire is cut, by whomever. */
  void onCut(Wire ended) {
    if (wire.filter(ended::equals).isPresent()) {
      wire = Optional.empty();
      dialLater();
    }
  }

  /**
   * One of the two servers has ended.
   *
   * @param told whether the other one hears of it: its machine is still there to tell
   */
  void onDeath(SimServer dead, boolean told) {
    if (told) {
      cut();
    } else if (dead == from) {
      // The other end waits for somebody who will not come back on this wire.
      wire = Optional.empty();
      dialLater();
    }
  }

  /** One of the two servers is back: of a wire that it does not know it says so. */
  void onStart(SimServer server) {
    wire.filter(Wire::isHalf).ifPresent(half -> timeline.after(RESET_NANOS, half::cut));
  }

  private void dialLater() {
    if (!dialIsDue) {
      dialIsDue = true;
      long nanos = LONGEST_REDIAL_NANOS / 10 + random.nextLong(LONGEST_REDIAL_NANOS);
      timeline.after(nanos, this::dial);
    }
  }

  private void dial() {
    dialIsDue = false;
    if (up && wire.isEmpty() && from.isAwake() && to.isAwake()) {
      var laid =
          new Wire(this, from.life().orElseThrow(), to.life().orElseThrow(), timeline, random);
      wire = Optional.of(laid);
    } else if (wire.isEmpty()) {
      dialLater();
    }
  }
}
