package io.proxyherd.sim;

import io.proxyherd.command.Field;
import io.proxyherd.mirror.MirrorSettings;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.Store;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A database beside the herd in which some servers mirror what they know; in most runs, none. Until
 * all is healed it is slow, refuses, and says that it has failed when it has not, or has kept what
 * it was offered long before it says so.
 */
final class SharedStore {
  static final MirrorSettings HOW =
      new MirrorSettings(8, Duration.ofMillis(50), Duration.ofSeconds(1));

  private static final long MILLI = 1_000_000;

  // What becomes of an offer; what is neither refused nor lost is kept.
  private static final int REFUSED = 0;
  private static final int LOST = 1;
  private static final int WELL = 3;

  private final Timeline timeline;
  private final Oracle oracle;
  private final SplittableRandom random;
  private final boolean used;
  private final Map<String, Report> reports = new TreeMap<>();
  private int oneInFails;
  private long longestDelayNanos;

  SharedStore(Timeline timeline, Chance chance, Oracle oracle) {
    this.timeline = timeline;
    this.oracle = oracle;
    random = chance.of("mirror");
    used = random.nextInt(4) == 0;
    oneInFails = 1 + random.nextInt(8);
    longestDelayNanos = MILLI << random.nextInt(12);
  }

  /** Whether the next server mirrors what it knows here. */
  boolean isNextMirrored() {
    return used && random.nextInt(3) > 0;
  }

  /** It does what it is asked, soon. */
  void heal() {
    oneInFails = Integer.MAX_VALUE;
    longestDelayNanos = MILLI;
  }

  /** What a server sees of it. */
  ReportStore seenBy(Life life) {
    return new Seen(life);
  }

  /** Checks that it has what that server has, or newer. */
  void requireAll(Store store) {
    for (int slot = 0; slot < store.slots(); slot++) {
      if (store.isTaken(slot)) {
        Report least = store.at(slot);
        Report kept = reports.get(least.client().toString());
        if (kept == null || least.isNewerThan(kept)) {
          throw new Broken("the mirror has %s (expected: at least %s)".formatted(kept, least));
        }
      }
    }
  }

  private void keep(Report report) {
    var _ = oracle.known(report);
    reports.merge(
        report.client().toString(), report, (one, other) -> one.isNewerThan(other) ? one : other);
  }

  private boolean fails() {
    return random.nextInt(oneInFails) == 0;
  }

  private long delayNanos() {
    return 1 + random.nextLong(longestDelayNanos);
  }

  private final class Seen implements ReportStore {
    private final Life life;

    Seen(Life life) {
      this.life = life;
    }

    @Override
    public void offer(Report report, Consumer<Offered> answer) {
      int fate = fails() ? random.nextInt(3) : WELL;
      if (fate == REFUSED) {
        answer.accept(StoreFailure.BUSY);
        return;
      }
      long delayNanos = delayNanos();
      if (fate != LOST) {
        // Also after the end of that life.
        timeline.after(delayNanos, () -> keep(report));
      }
      Offered told = fate == WELL ? Offered.Taken.ACCEPTED : StoreFailure.TIMED_OUT;
      life.after(delayNanos + (fate == WELL ? 0 : delayNanos()), () -> answer.accept(told));
    }

    /** Nobody asks: each server answers from what it has. */
    @Override
    public void find(Field client, Consumer<Found> answer) {
      answer.accept(StoreFailure.UNAVAILABLE);
    }

    @Override
    public StoreHealth health() {
      return new StoreHealth(StoreHealth.State.UP, "simulated");
    }

    @Override
    public boolean hasRoom() {
      return !fails();
    }
  }
}
