package io.proxyherd.mirror;

import io.proxyherd.link.Feed;
import io.proxyherd.link.Follower;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.Store;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.Optional;

/**
 * Offers an engine every report that its server knows or gets to know: first a sweep of the store,
 * at the same time every change, of each client the newest only. What was not taken is owed again,
 * after a pause that grows. It keeps no note of what is under way: an offer that comes late, or
 * twice, or after a newer one changes nothing at the engine, and its answer nothing here but the
 * count. So it needs no more memory than a bit and a number for each client. Not thread-safe: owned
 * by its node.
 */
public final class Mirror implements Follower {
  /** How many slots are looked at in one go, about 1 ms. */
  private static final int STEP = 2000;

  private static final long STEP_NANOS = 1_000_000;

  /** How soon it looks again whether the engine has room. */
  private static final long ROOM_NANOS = 10_000_000;

  private final Neighbourhood neighbourhood;
  private final Store store;
  private final Lifetimes lifetimes;
  private final ReportStore engine;
  private final MirrorSettings settings;
  private final Clock clock;
  private final Timers timers;
  private final Feed feed;
  private final Lag lag = new Lag();
  private boolean begun;
  private Optional<StoreFailure> failure = Optional.empty();
  private long nextPauseNanos;
  private boolean flushing;
  private boolean pausing;
  private int underWay;
  private long taken;
  private long failed;

  /**
   * @param engine that is to have all reports
   */
  public Mirror(
      Neighbourhood neighbourhood,
      Store store,
      Lifetimes lifetimes,
      ReportStore engine,
      MirrorSettings settings,
      Clock clock,
      Timers timers) {
    this.neighbourhood = neighbourhood;
    this.store = store;
    this.lifetimes = lifetimes;
    this.engine = engine;
    this.settings = settings;
    this.clock = clock;
    this.timers = timers;
    feed = new Feed(store);
    lag.begin(clock.monotonicNanos());
    nextPauseNanos = settings.leastPause().toNanos();
  }

  /** From here on the engine is owed all that is in the store, and what comes. */
  public void begin() {
    begun = true;
    lag.begin(clock.monotonicNanos());
    feed.begin(new Coverage());
    flush();
  }

  @Override
  public void owe(int slot) {
    if (isEven()) {
      lag.begin(clock.monotonicNanos());
    }
    feed.owe(slot);
  }

  @Override
  public void flush() {
    // An engine may answer at once.
    if (!flushing && !pausing) {
      flushing = true;
      offerSome();
      flushing = false;
    }
  }

  /** Whether the engine has all that this server has. */
  public boolean isEven() {
    return begun && underWay == 0 && feed.size() == 0 && !feed.isSweeping();
  }

  /** How many clients' reports the engine is owed for sure; while it sweeps there may be more. */
  public int owed() {
    return feed.size();
  }

  /** Whether it has not yet looked at all that was there at the start. */
  public boolean isSweeping() {
    return feed.isSweeping();
  }

  /** How many offers wait for their answers. */
  public int underWay() {
    return underWay;
  }

  /** How many reports the engine has taken, those included that it had. */
  public long taken() {
    return taken;
  }

  /** How many offers failed. */
  public long failed() {
    return failed;
  }

  /** Why the last offer failed, unless one was taken since. */
  public Optional<StoreFailure> failure() {
    return failure;
  }

  /** How old what the engine has is: what was known here before, it has. Zero if it has all. */
  public Duration behind() {
    return isEven() ? Duration.ZERO : Duration.ofNanos(clock.monotonicNanos() - lag.evenNanos());
  }

  private void offerSome() {
    for (int looked = 0; looked < STEP; looked++) {
      if (!mayOffer(looked == 0)) {
        return;
      }
      offerOrSkip(feed.poll());
      if (pausing) {
        return;
      }
    }
    pause(STEP_NANOS);
  }

  private boolean mayOffer(boolean isFirst) {
    if (neighbourhood.isBroken() || underWay >= mostUnderWay()) {
      return false;
    }
    // Sweeps a step in each go, or what is new would keep what is old waiting for ever.
    boolean sweeps = isFirst || feed.size() == 0;
    if (sweeps && !feed.hasReports()) {
      return false;
    }
    if (!engine.hasRoom()) {
      pause(ROOM_NANOS);
      return false;
    }
    return true;
  }

  /** After a failure one is tried, and the others wait for it. */
  private int mostUnderWay() {
    return failure.isPresent() ? 1 : settings.mostUnderWay();
  }

  private void offerOrSkip(int slot) {
    if (!isWanted(slot)) {
      lag.skipped();
      return;
    }
    underWay++;
    long number = lag.offered();
    engine.offer(store.at(slot), answer -> answered(slot, number, answer));
  }

  /** Nobody needs what has expired, if that is certain. */
  private boolean isWanted(int slot) {
    return store.isTaken(slot)
        && !(lifetimes.isExpired(store.at(slot), clock.wallNanos())
            && neighbourhood.isClockConfirmed());
  }

  private void answered(int slot, long number, Offered answer) {
    underWay--;
    switch (answer) {
      case Offered.Taken _ -> {
        taken++;
        failure = Optional.empty();
        nextPauseNanos = settings.leastPause().toNanos();
      }
      case StoreFailure reason -> {
        failed++;
        failure = Optional.of(reason);
        // Whoever is in that slot now: it does no harm.
        feed.owe(slot);
        pauseForFailure();
      }
    }
    lag.answered(
        number,
        answer instanceof Offered.Taken,
        clock.monotonicNanos(),
        feed.size(),
        !feed.isSweeping());
    flush();
  }

  private void pauseForFailure() {
    if (!pausing) {
      pause(nextPauseNanos);
      nextPauseNanos = Math.min(2 * nextPauseNanos, settings.longestPause().toNanos());
    }
  }

  private void pause(long nanos) {
    pausing = true;
    timers.after(nanos, this::endPause);
  }

  private void endPause() {
    pausing = false;
    flush();
  }
}
