package io.proxyherd.stream;

import io.proxyherd.command.Field;
import io.proxyherd.link.Follower;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All readers of a server. A change is written into one log, whatever their number, and each takes
 * it from there when it is polled; those that name their clients are told of these alone. Costs
 * nothing while there is none. Not thread-safe: owned by its node.
 */
public final class Subscriptions implements Follower {
  /** When so much was logged all have taken it, also those that nobody polls. */
  private static final int LOG_LENGTH = 1024;

  private final Neighbourhood neighbourhood;
  private final Store store;
  private final Lifetimes lifetimes;
  private final Clock clock;
  private final Timers timers;
  private final Census census;
  private final List<Subscription> all = new ArrayList<>();
  private final Map<ByteBuffer, List<Subscription>> byClient = new HashMap<>();
  // Of which slots it is known whether their client is named by anybody; and where it is.
  private final SlotSet classified = new SlotSet();
  private final SlotSet named = new SlotSet();
  private final int[] log = new int[LOG_LENGTH];
  private long logged;
  private final List<Subscription> waiting = new ArrayList<>();
  private int open;
  // As long as nothing changes.
  private @Nullable Mark turn;
  private Runnable news = () -> {};
  private boolean isNew;
  private boolean told;

  public Subscriptions(
      Neighbourhood neighbourhood, Store store, Lifetimes lifetimes, Clock clock, Timers timers) {
    this.neighbourhood = neighbourhood;
    this.store = store;
    this.lifetimes = lifetimes;
    this.clock = clock;
    this.timers = timers;
    census = new Census(store, neighbourhood.coverage(), lifetimes, timers);
  }

  /** Who wants to know when somebody may be owed something: told once, until {@link #listen}. */
  public void tellNews(Runnable listener) {
    news = listener;
  }

  /** Whoever was told that there is news looks at it now. */
  public void listen() {
    told = false;
  }

  /**
   * A reader wants to be told.
   *
   * @param had what it has been told before
   * @param scope of its filter in this herd
   */
  public Subscription open(Filter filter, Optional<Cursor> had, int scope) {
    var subscription = new Subscription(this, filter, had.map(Cursor::copy));
    all.add(subscription);
    open += filter.namesClients() ? 0 : 1;
    census.begin();
    for (ByteBuffer client : filter.clients()) {
      byClient.computeIfAbsent(client, _ -> new ArrayList<>()).add(subscription);
    }
    slotsOf(filter)
        .forEach(slot -> {
          var _ = classified.add(slot);
          var _ = named.add(slot);
        });
    if (subscription.isWaiting()) {
      waiting.add(subscription);
      timers.after(Subscription.STRAY_PATIENCE_NANOS, this::tellWaiting);
      timers.after(Subscription.PATIENCE_NANOS, this::tellWaiting);
    }
    had.flatMap(cursor -> objection(cursor, scope)).ifPresent(subscription::beginAnew);
    return subscription;
  }

  /** The reader is gone. */
  public void close(Subscription subscription) {
    all.remove(subscription);
    waiting.remove(subscription);
    for (ByteBuffer client : subscription.filter().clients()) {
      byClient.computeIfPresent(
          client,
          (_, those) -> {
            those.remove(subscription);
            return those.isEmpty() ? null : those;
          });
    }
    if (byClient.isEmpty()) {
      classified.clear();
      named.clear();
    }
    open -= subscription.filter().namesClients() ? 0 : 1;
    if (all.isEmpty()) {
      census.end();
    }
  }

  /** How many readers there are. */
  public int size() {
    return all.size();
  }

  /** What is wrong with going on from there. */
  private Optional<String> objection(Cursor cursor, int scope) {
    long now = clock.wallNanos();
    if (cursor.scope() != scope) {
      return Optional.of("cursor: of another herd or another filter");
    }
    if (now - cursor.sinceWallNanos() > lifetimes.shorterNanos() / 2) {
      return Optional.of("cursor: so old that orders to forget clients may have expired");
    }
    if (cursor.earliestExpiryNanos() <= now) {
      return Optional.of("cursor: from before clients have expired");
    }
    return Optional.empty();
  }

  @Override
  public void owe(int slot) {
    if (all.isEmpty()) {
      return;
    }
    turn = null;
    census.add(store.at(slot));
    if (open > 0) {
      isNew = true;
      log[(int) (logged % LOG_LENGTH)] = slot;
      logged++;
      if (logged % LOG_LENGTH == 0) {
        all.forEach(Subscription::drain);
      }
    }
    if (!byClient.isEmpty()) {
      oweNamed(slot);
    }
  }

  private void oweNamed(int slot) {
    if (classified.add(slot) && byClient.containsKey(clientIn(slot))) {
      var _ = named.add(slot);
    }
    if (named.contains(slot)) {
      isNew = true;
      byClient.getOrDefault(clientIn(slot), List.of()).forEach(one -> one.owe(slot));
    }
  }

  private ByteBuffer clientIn(int slot) {
    Field client = store.at(slot).client();
    return ByteBuffer.wrap(client.bytes(), client.from(), client.length());
  }

  @Override
  public void givenUp(int slot) {
    if (!all.isEmpty()) {
      isNew = true;
      var _ = classified.remove(slot);
      var _ = named.remove(slot);
      all.forEach(subscription -> subscription.givenUp(slot));
      tell();
    }
  }

  @Override
  public void flush() {
    turn = null;
    tell();
    tellWaiting();
  }

  private void tell() {
    if (isNew && !told) {
      isNew = false;
      told = true;
      news.run();
    }
  }

  private void tellWaiting() {
    isNew |= waiting.stream().anyMatch(Subscription::isOwed);
    tell();
  }

  void waitsNoLonger(Subscription subscription) {
    waiting.remove(subscription);
  }

  /** The slots of those clients that the filter names and that are known. */
  IntStream slotsOf(Filter filter) {
    return filter.clients().stream()
        .mapToInt(client -> store.slotOf(fieldOf(client)))
        .filter(slot -> slot != Store.NO_SLOT);
  }

  private static Field fieldOf(ByteBuffer client) {
    byte[] bytes = new byte[client.remaining()];
    client.duplicate().get(bytes);
    return new Field(bytes, 0, bytes.length);
  }

  Store store() {
    return store;
  }

  Clock clock() {
    return clock;
  }

  /** How many changes there were. */
  long logged() {
    return logged;
  }

  /** The slot of a change that is still in the log. */
  int log(long number) {
    return log[(int) (number % LOG_LENGTH)];
  }

  /** What the server has, now. */
  Coverage coverage() {
    return neighbourhood.coverage();
  }

  /** The same, with the moment, to be kept: what many ask for in one turn is copied once. */
  Mark mark() {
    Mark mark = turn == null ? newMark() : turn;
    turn = mark;
    return mark;
  }

  private Mark newMark() {
    var origin = neighbourhood.origin();
    var own = new Coverage();
    var _ = own.raise(origin, Long.MAX_VALUE);
    return new Mark(
        coverage().beyond(own),
        new Stamp(origin, coverage().upTo(origin)),
        census.spent(),
        clock.wallNanos(),
        clock.monotonicNanos());
  }

  boolean isExpired(Report report) {
    return lifetimes.isExpired(report, clock.wallNanos());
  }

  long earliestExpiryNanos() {
    return census.earliestExpiryNanos();
  }
}
