package io.proxyherd.sim;

import java.util.Optional;
import java.util.SplittableRandom;

/** The way between two neighbours: while it is up, one of them dials whenever there is no wire. */
final class Cable {
  private static final long LONGEST_REDIAL_NANOS = 1_000_000_000;

  private final SimServer from;
  private final SimServer to;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final Quality quality;
  private boolean up = true;
  private Optional<Wire> wire = Optional.empty();

  Cable(SimServer from, SimServer to, Timeline timeline, SplittableRandom random, Quality quality) {
    this.from = from;
    this.to = to;
    this.timeline = timeline;
    this.random = random;
    this.quality = quality;
    dialLater();
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
  void heal() {
    up = true;
    wire.ifPresent(laid -> {
      laid.stall(true, false);
      laid.stall(false, false);
    });
  }

  /** Nothing arrives any more at one end, and nobody is told. */
  void stall() {
    boolean atDiallingEnd = random.nextBoolean();
    wire.ifPresent(laid -> laid.stall(atDiallingEnd, true));
  }

  private void dialLater() {
    timeline.after(LONGEST_REDIAL_NANOS / 10 + random.nextLong(LONGEST_REDIAL_NANOS), this::dial);
  }

  private void dial() {
    if (!up) {
      dialLater();
      return;
    }
    wire = Optional.of(new Wire(from, to, timeline, random, quality, this::dialLater));
  }
}
