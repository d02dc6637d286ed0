package io.proxyherd.stream;

import io.proxyherd.command.Field;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader has been told, as a server of the herd says it and any other one understands it: a
 * coverage, and some reports beyond it.
 *
 * <p>What a server's own clients told it counts a while later: by then its neighbours can vouch for
 * it, also if the server ends. What came meanwhile is named report by report, up to {@link
 * #MOST_STRAY}; if it is more, the reader may be told some of it again elsewhere. It is never said
 * that a reader has what it has not. Not thread-safe.
 */
public final class Cursor {
  /** How many reports are named beyond the coverage. */
  static final int MOST_STRAY = 32;

  /** After that a mark counts: neighbours are told of coverage every 100 ms. */
  static final long SETTLING_NANOS = 300_000_000;

  /** Marks that are closer together are not kept apart. */
  private static final long MARKS_APART_NANOS = 50_000_000;

  private final int scope;
  private final Coverage has;
  private final Map<Integer, Stamp> stray = new LinkedHashMap<>();
  private final ArrayDeque<Mark> settling = new ArrayDeque<>();
  private long sinceWallNanos;
  private long earliestExpiryNanos;

  Cursor(int scope, Coverage has, long sinceWallNanos, long earliestExpiryNanos) {
    this.scope = scope;
    this.has = has;
    this.sinceWallNanos = sinceWallNanos;
    this.earliestExpiryNanos = earliestExpiryNanos;
  }

  /**
   * Of a reader that has been told nothing.
   *
   * @param scope of its {@linkplain Filter#scope filter}
   * @param wallNanos now, nanoseconds since 1970
   */
  public static Cursor none(int scope, long wallNanos) {
    return new Cursor(scope, new Coverage(), wallNanos, Long.MAX_VALUE);
  }

  /** What such a token says; nothing if it is none. */
  public static Optional<Cursor> parse(String token) {
    return Token.parse(token);
  }

  /** What {@link #parse} understands: letters, digits, minus and underscore. */
  public String token() {
    return Token.print(this);
  }

  /** Whose it is: of what herd, and what filter. */
  public int scope() {
    return scope;
  }

  /** Another one that says the same. */
  public Cursor copy() {
    var copy = new Cursor(scope, has.copy(), sinceWallNanos, earliestExpiryNanos);
    copy.stray.putAll(stray);
    copy.settling.addAll(settling);
    return copy;
  }

  /** What the reader has of every origin. */
  Coverage has() {
    return has;
  }

  /** What it has beyond that, by the hash of the client. */
  Map<Integer, Stamp> stray() {
    return stray;
  }

  /** All orders to forget a client that were known before that moment it has been told. */
  long sinceWallNanos() {
    return sinceWallNanos;
  }

  /** Nothing it has been told of expires before. */
  long earliestExpiryNanos() {
    return earliestExpiryNanos;
  }

  /** Whether the reader was told that report or a greater one of its client. */
  boolean covers(Report report) {
    return has.covers(report.origin(), report.seq())
        || report.stamp().equals(stray.get(hashOf(report.client())));
  }

  /** The reader is told that; what it was told of the same client before counts no more. */
  void take(Event event) {
    switch (event) {
      case Event.Position(var report) -> take(report.client(), report.stamp());
      case Event.Left(var report) -> take(report.client(), report.stamp());
      case Event.Forgotten(var client, var stamp) -> {
        drop(client);
        stamp.ifPresent(told -> take(client, told));
      }
      case Event.CaughtUp _ -> {}
      case Event.Reset _ -> {
        has.clear();
        stray.clear();
        settling.clear();
      }
    }
  }

  /** What the reader was told of that client beyond the coverage counts no more. */
  void drop(Field client) {
    stray.remove(hashOf(client));
  }

  private void take(Field client, Stamp stamp) {
    drop(client);
    take(hashOf(client), stamp);
  }

  void take(int client, Stamp stamp) {
    if (stray.size() == MOST_STRAY) {
      stray.remove(stray.keySet().iterator().next());
    }
    stray.put(client, stamp);
  }

  /** What is in that batch comes next. */
  void begin(Batch batch) {
    earliestExpiryNanos = Math.min(earliestExpiryNanos, batch.earliestExpiryNanos());
    if (!batch.events().isEmpty() && batch.events().getFirst() instanceof Event.Reset) {
      sinceWallNanos = batch.wallNanos();
    }
  }

  /** All that is in the batch has been told. */
  void end(Batch batch) {
    earliestExpiryNanos = batch.earliestExpiryNanos();
    batch.mark().ifPresent(this::settle);
    Mark settled = settling.peek();
    while (settled != null && batch.monotonicNanos() - settled.monotonicNanos() >= SETTLING_NANOS) {
      var _ = has.raise(settled.own().origin(), settled.own().seq());
      sinceWallNanos = settled.wallNanos();
      settling.remove();
      settled = settling.peek();
    }
    stray.values().removeIf(has::covers);
  }

  private void settle(Mark mark) {
    var _ = has.raise(mark.others());
    has.removeAll(mark.spent());
    Mark last = settling.peekLast();
    if (last == null || mark.monotonicNanos() - last.monotonicNanos() >= MARKS_APART_NANOS) {
      settling.add(mark);
    }
  }

  /** Whether whoever has that coverage has whatever the reader has. */
  boolean isIn(Coverage own) {
    return own.includes(has) && stray.values().stream().allMatch(own::covers);
  }

  /** 32 bits of which it is unlikely that two clients share them. */
  static int hashOf(Field client) {
    int hash = 0x811C9DC5;
    for (int at = client.from(); at < client.to(); at++) {
      hash = (hash ^ client.bytes()[at]) * 0x01000193;
    }
    return hash;
  }
}
