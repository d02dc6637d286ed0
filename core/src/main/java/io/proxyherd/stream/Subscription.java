package io.proxyherd.stream;

import io.proxyherd.command.Field;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one reader is still to be told. First a pass over the store for what it lacks, then passes
 * over the slots that have changed: each is told as it is then, so who reads slowly gets fewer,
 * newer states, no client waits for longer than one pass, and all that is kept is two bits a slot.
 * The coverage of the server when a pass began is what the reader has when it ends. Not
 * thread-safe: owned by its node.
 */
public final class Subscription {
  private enum State {
    WAITING,
    SWEEPING,
    FOLLOWING
  }

  /** How many slots are looked at for one batch. */
  private static final int STEP = 2000;

  /** How long a server waits for the last few reports that a reader has before it goes on. */
  static final long STRAY_PATIENCE_NANOS = 500_000_000;

  /** And for all the others before it begins anew. */
  static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Subscriptions home;
  private final Store store;
  private final Filter filter;
  private final SlotSet owed = new SlotSet();
  // Whose state the reader was told last, of what passes the filter.
  private final SlotSet shown = new SlotSet();
  // Those of which it was told and that are given up since; before anything else is told of them.
  private final ArrayDeque<Field> gone = new ArrayDeque<>();
  private final long beganNanos;
  private @Nullable Cursor had;
  private State state = State.SWEEPING;
  private Optional<Event> reset = Optional.empty();
  private @Nullable Mark mark;
  private int next;
  private int endOfSweep;
  private long taken;

  /**
   * @param had what the reader was told before, its own from here on
   */
  Subscription(Subscriptions home, Filter filter, Optional<Cursor> had) {
    this.home = home;
    this.store = home.store();
    this.filter = filter;
    this.had = had.orElse(null);
    beganNanos = home.clock().monotonicNanos();
    taken = home.logged();
    if (had.isPresent()) {
      state = State.WAITING;
      endOfSweep = Integer.MAX_VALUE;
    } else {
      sweep();
    }
  }

  Filter filter() {
    return filter;
  }

  /** Whether it waits until the server has what the reader has. */
  boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Whether there may be something to tell. */
  public boolean isOwed() {
    return switch (state) {
      case WAITING -> canBegin() || isOutOfPatience();
      case SWEEPING -> true;
      case FOLLOWING ->
          !owed.isEmpty() || !gone.isEmpty() || (!filter.namesClients() && taken < home.logged());
    };
  }

  /** The reader was told wrong things, or may have been: it is told all again. */
  void beginAnew(String reason) {
    had = null;
    owed.clear();
    shown.clear();
    gone.clear();
    reset = Optional.of(new Event.Reset(reason));
    sweep();
  }

  /** The report in that slot is new. */
  void owe(int slot) {
    var _ = owed.add(slot);
  }

  /** Owes what the log has. */
  void drain() {
    if (!filter.namesClients()) {
      for (; taken < home.logged(); taken++) {
        owe(home.log(taken));
      }
    }
  }

  /** The slot is about to be given up. */
  void givenUp(int slot) {
    drain();
    var _ = owed.remove(slot);
    Field client = store.at(slot).client();
    if (shown.remove(slot) || (isUnknown(slot) && filter.isAbout(client))) {
      gone.add(client);
      if (gone.size() > store.slots()) {
        beginAnew("reader: too slow for how fast clients expire");
      }
    }
  }

  /**
   * What is to be told now, at most so many events but for those that tell of the stream itself.
   */
  public Batch poll(int most) {
    drain();
    var events = new ArrayList<Event>();
    if (state == State.WAITING && !begin()) {
      return batch(events, Optional.empty(), false);
    }
    reset.ifPresent(events::add);
    reset = Optional.empty();
    while (!gone.isEmpty() && events.size() < most) {
      events.add(new Event.Forgotten(gone.remove(), Optional.empty()));
    }
    if (!gone.isEmpty()) {
      return batch(events, Optional.empty(), true);
    }
    return pass(events, most);
  }

  private Batch pass(List<Event> events, int most) {
    Mark begun = mark == null ? home.mark() : mark;
    mark = begun;
    for (int looks = STEP; looks > 0 && events.size() < most; looks--) {
      int slot = nextSlot();
      if (slot == SlotSet.NONE) {
        mark = null;
        next = 0;
        endPass(events);
        return batch(events, Optional.of(begun), !owed.isEmpty());
      }
      look(slot, events);
      next = slot + 1;
    }
    return batch(events, Optional.empty(), true);
  }

  private void endPass(List<Event> events) {
    if (state == State.SWEEPING) {
      state = State.FOLLOWING;
      endOfSweep = 0;
      events.add(new Event.CaughtUp());
    }
    if (had != null && had.isIn(home.coverage())) {
      had = null;
    }
  }

  private int nextSlot() {
    return next < endOfSweep && !filter.namesClients() ? next : owed.next(next);
  }

  /** Tells of what is in the slot, if the reader needs it. */
  private void look(int slot, List<Event> events) {
    boolean unknown = isUnknown(slot);
    var _ = owed.remove(slot);
    if (!store.isTaken(slot)) {
      return;
    }
    Report report = store.at(slot);
    if (!filter.isAbout(report.client())) {
      return;
    }
    boolean known = !report.isTombstone() && !home.isExpired(report);
    boolean passes = known && filter.passes(report);
    boolean told = had != null && had.covers(report);
    boolean wasShown = passes ? !shown.add(slot) : shown.remove(slot);
    if (told) {
      return;
    }
    if (had != null) {
      // Whatever it is told now may be older than what it was told elsewhere.
      had.drop(report.client());
    }
    if (passes) {
      events.add(new Event.Position(report));
    } else if (wasShown || unknown) {
      events.add(
          known
              ? new Event.Left(report)
              : new Event.Forgotten(report.client(), Optional.of(report.stamp())));
    }
  }

  /** Whether the reader may have been told of who is in that slot before this stream began. */
  private boolean isUnknown(int slot) {
    return had != null && next <= slot && slot < endOfSweep;
  }

  private boolean begin() {
    if (canBegin()) {
      sweep();
      return true;
    }
    if (isOutOfPatience()) {
      beginAnew("server: it lacks reports that the reader has been told of elsewhere");
      return true;
    }
    return false;
  }

  private boolean canBegin() {
    return had == null
        || had.isIn(home.coverage())
        || (waitedNanos() >= STRAY_PATIENCE_NANOS && home.coverage().includes(had.has()));
  }

  private boolean isOutOfPatience() {
    return waitedNanos() >= PATIENCE_NANOS;
  }

  private long waitedNanos() {
    return home.clock().monotonicNanos() - beganNanos;
  }

  private void sweep() {
    state = State.SWEEPING;
    mark = null;
    next = 0;
    endOfSweep = store.slots();
    home.waitsNoLonger(this);
    home.slotsOf(filter).forEach(this::owe);
  }

  private Batch batch(List<Event> events, Optional<Mark> ended, boolean more) {
    return new Batch(
        events,
        ended,
        gone.isEmpty() ? home.earliestExpiryNanos() : 0,
        home.clock().wallNanos(),
        home.clock().monotonicNanos(),
        more);
  }
}
