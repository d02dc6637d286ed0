package io.proxyherd.mirror;

import io.proxyherd.command.Field;
import io.proxyherd.store.Found;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.StoreHealth;
import java.util.function.Consumer;

/**
 * The herd's own store, and an engine beside it into which others may have written: a report is
 * kept by the herd, and the {@link Mirror} brings it to the engine; what is asked for, both are,
 * and the newer answer counts. An engine that fails is as if it knew nothing.
 */
public final class MirroredStore implements ReportStore {
  private final ReportStore own;
  private final ReportStore engine;
  private final Lifetimes lifetimes;

  public MirroredStore(ReportStore own, ReportStore engine, Lifetimes lifetimes) {
    this.own = own;
    this.engine = engine;
    this.lifetimes = lifetimes;
  }

  @Override
  public void offer(Report report, Consumer<Offered> answer) {
    own.offer(report, answer);
  }

  @Override
  public void find(Field client, Consumer<Found> answer) {
    if (isDown()) {
      own.find(client, answer);
    } else {
      // The herd last: it may learn something while the engine thinks.
      engine.find(client, theirs -> own.find(client, ours -> answer.accept(newer(ours, theirs))));
    }
  }

  @Override
  public StoreHealth health() {
    return own.health();
  }

  /** An engine that is slow slows its readers down rather than leave them with less. */
  @Override
  public boolean hasRoom() {
    return own.hasRoom() && (isDown() || engine.hasRoom());
  }

  private boolean isDown() {
    return engine.health().state() == StoreHealth.State.DOWN;
  }

  private Found newer(Found ours, Found theirs) {
    if (!(theirs instanceof Found.Known(Report known))) {
      return ours;
    }
    return ours instanceof Found.Known(Report held) && !lifetimes.replaces(known, held)
        ? ours
        : theirs;
  }
}
