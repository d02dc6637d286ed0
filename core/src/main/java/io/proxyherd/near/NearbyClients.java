package io.proxyherd.near;

import io.proxyherd.link.Follower;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Report;
import io.proxyherd.store.Store;
import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers who is near. Its index is made with the first question: from then on it is told of every
 * change, and goes over the store, a step at a time while the question waits. When nobody has asked
 * for a while it is given up. Where nobody ever asks it costs nothing. Not thread-safe: owned by
 * its node.
 *
 * <p>Over the pages of one walk no client is shown twice, however it moves. None is left out that
 * is where it was asked for during the whole walk; by distance, each page has the nearest of those
 * that the pages before have not shown.
 */
public final class NearbyClients implements Follower {
  /** A walk by distance shows no more clients than that. */
  public static final int LONGEST_WALK = 1000;

  /** How long the index is kept after the last question. */
  static final long IDLE_NANOS = 600_000_000_000L;

  /** How many slots are looked at in one step, about 1 ms. */
  private static final int STEP = 2000;

  private static final long STEP_NANOS = 1_000_000;
  private static final long IDLE_CHECK_NANOS = IDLE_NANOS / 10;

  private record Question(ClientQuery query, Consumer<ClientAnswer> answer) {}

  private final Store store;
  private final Lifetimes lifetimes;
  private final long life;
  private final Clock clock;
  private final Timers timers;
  private final ArrayDeque<Question> waiting = new ArrayDeque<>();
  private @Nullable ClientIndex index;
  // The slots that the index must still look at; it is told of later ones.
  private int next;
  private int end;
  private long askedAtNanos;

  /**
   * @param life of this server: another number in each, for cursors
   */
  public NearbyClients(Store store, Lifetimes lifetimes, long life, Clock clock, Timers timers) {
    this.store = store;
    this.lifetimes = lifetimes;
    this.life = life;
    this.clock = clock;
    this.timers = timers;
  }

  /** Asks; the answer comes at once, or if the index must be made first, in a while. */
  public void ask(ClientQuery query, Consumer<ClientAnswer> answer) {
    askedAtNanos = clock.monotonicNanos();
    if (index == null) {
      index = new ClientIndex(store);
      next = 0;
      end = store.slots();
      timers.after(IDLE_CHECK_NANOS, this::giveUpIfIdle);
      timers.after(0, this::step);
    }
    if (next < end) {
      waiting.add(new Question(query, answer));
    } else {
      answer.accept(answer(index, query));
    }
  }

  @Override
  public void owe(int slot) {
    if (index != null) {
      index.update(slot);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void givenUp(int slot) {
    if (index != null) {
      index.forget(slot);
    }
  }

  /** About how many bytes the index takes. */
  public long bytes() {
    return index == null ? 0 : index.bytes();
  }

  /** In what the index differs from the store, for people; for tests: looks at everything. */
  public Optional<String> difference() {
    if (index == null || next < end) {
      return Optional.empty();
    }
    index.takeIn();
    return index.difference();
  }

  /** Looks at some of what there is, and answers once that is all. */
  private void step() {
    ClientIndex made = Objects.requireNonNull(index);
    for (int last = Math.min(end, next + STEP); next < last; next++) {
      if (store.isTaken(next)) {
        made.update(next);
      }
    }
    if (next < end) {
      timers.after(STEP_NANOS, this::step);
      return;
    }
    while (!waiting.isEmpty()) {
      Question question = waiting.remove();
      question.answer().accept(answer(made, question.query()));
    }
  }

  private void giveUpIfIdle() {
    if (clock.monotonicNanos() - askedAtNanos >= IDLE_NANOS && waiting.isEmpty()) {
      index = null;
    } else {
      timers.after(IDLE_CHECK_NANOS, this::giveUpIfIdle);
    }
  }

  private ClientAnswer answer(ClientIndex current, ClientQuery query) {
    current.takeIn();
    return switch (query) {
      case ClientQuery.Near near ->
          shown(near.cursor(), Cursor.NEAR)
              .map(shown -> nearest(current, near, shown))
              .orElseGet(NearbyClients::badCursor);
      case ClientQuery.Inside inside ->
          shown(inside.cursor(), Cursor.INSIDE)
              .map(next -> inside(current, inside, next.length == 0 ? 0 : next[0]))
              .orElseGet(NearbyClients::badCursor);
    };
  }

  private Optional<int[]> shown(Optional<String> cursor, byte kind) {
    return cursor.isEmpty() ? Optional.of(new int[0]) : Cursor.parse(cursor.get(), life, kind);
  }

  private static ClientAnswer badCursor() {
    return new ClientAnswer.Refused(
        "cursor: not one of this server (expected: what the page before said, by this server since"
            + " it was started; begin again without it)");
  }

  private ClientAnswer nearest(ClientIndex current, ClientQuery.Near query, int[] shown) {
    long now = clock.wallNanos();
    IntPredicate isWanted = slot -> isTrue(slot, now) && Arrays.binarySearch(shown, slot) < 0;
    List<NearestSearch.Found> found =
        new NearestSearch(current, store, query, query.limit() + 1, isWanted).run();
    boolean isComplete = found.size() <= query.limit();
    List<NearestSearch.Found> page = isComplete ? found : found.subList(0, query.limit());
    List<FoundClient> clients =
        page.stream()
            .map(one -> new FoundClient(store.at(one.slot()), OptionalDouble.of(one.metres())))
            .toList();
    int[] all =
        IntStream.concat(IntStream.of(shown), page.stream().mapToInt(NearestSearch.Found::slot))
            .sorted()
            .toArray();
    return new ClientAnswer.Page(
        clients,
        isComplete || all.length >= LONGEST_WALK
            ? Optional.empty()
            : Optional.of(Cursor.print(life, Cursor.NEAR, all)),
        isComplete);
  }

  private ClientAnswer inside(ClientIndex current, ClientQuery.Inside query, int from) {
    long now = clock.wallNanos();
    int[] found =
        new BoxSearch(
                current, new Box(query.area()), from, query.limit() + 1, slot -> isTrue(slot, now))
            .run(store.slots());
    boolean isComplete = found.length <= query.limit();
    var clients = new ArrayList<FoundClient>();
    for (int at = 0; at < Math.min(found.length, query.limit()); at++) {
      clients.add(new FoundClient(store.at(found[at]), OptionalDouble.empty()));
    }
    return new ClientAnswer.Page(
        clients,
        isComplete
            ? Optional.empty()
            : Optional.of(Cursor.print(life, Cursor.INSIDE, found[query.limit()])),
        isComplete);
  }

  private boolean isTrue(int slot, long wallNanos) {
    Report report = store.at(slot);
    return !lifetimes.isExpired(report, wallNanos);
  }
}
