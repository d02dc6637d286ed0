package io.proxyherd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.store.Report;
import io.proxyherd.testing.HerdServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A reader of a simulated herd's streams: what it was told, and by whom. */
final class Reader {
  private static final String HERD = "herd";

  private final Filter filter;
  private final Map<String, Report> view = new TreeMap<>();
  private final List<String> words = new ArrayList<>();
  private final ArrayDeque<Long> toldAtNanos = new ArrayDeque<>();
  private Optional<HerdServer> server = Optional.empty();
  private Optional<Subscription> subscription = Optional.empty();
  private Cursor cursor;
  private String token = "";
  private boolean isCaughtUp;
  private int repeats;
  private int resets;

  Reader(Filter filter) {
    this.filter = filter;
    cursor = Cursor.none(filter.scope(HERD), 0);
  }

  /** Connects to that server, with the cursor that it has, if any. */
  void connect(HerdServer to) {
    connect(to, token);
  }

  void connect(HerdServer to, String with) {
    disconnect();
    isCaughtUp = false;
    var had = with.isEmpty() ? Optional.<Cursor>empty() : Optional.of(parsed(with));
    cursor = had.orElseGet(() -> Cursor.none(filter.scope(HERD), to.clock().wallNanos()));
    server = Optional.of(to);
    subscription = Optional.of(to.node().subscriptions().open(filter, had, filter.scope(HERD)));
  }

  private static Cursor parsed(String token) {
    return Cursor.parse(token).orElseThrow(() -> new AssertionError("cursor: " + token));
  }

  void disconnect() {
    subscription.ifPresent(open -> server.orElseThrow().node().subscriptions().close(open));
    subscription = Optional.empty();
  }

  /** Takes what there is, batch by batch. */
  void readAll() {
    while (read(1000, Integer.MAX_VALUE)) {}
  }

  /**
   * Takes a batch.
   *
   * @param most events in it
   * @param cut what comes after so many events gets lost
   * @return whether there is more
   */
  boolean read(int most, int cut) {
    if (subscription.isEmpty() || !subscription.get().isOwed()) {
      return false;
    }
    Batch batch = subscription.get().poll(most);
    var events = new ArrayList<Event>();
    batch.tell(
        cursor,
        (event, told) -> {
          if (events.size() < cut) {
            events.add(event);
            take(event);
            token = told;
          }
        });
    assertThat(events.size() - 2).as("events in a batch").isLessThanOrEqualTo(most);
    return batch.more();
  }

  private void take(Event event) {
    toldAtNanos.add(server.orElseThrow().clock().monotonicNanos());
    switch (event) {
      case Event.Position(var report) -> {
        String client = report.client().toString();
        Report before = view.put(client, report);
        if (before != null && !report.isNewerThan(before)) {
          repeats++;
        }
        words.add("position " + client);
      }
      case Event.Left(var report) -> remove("left", report.client().toString());
      case Event.Forgotten(var client, _) -> remove("forgotten", client.toString());
      case Event.CaughtUp _ -> {
        isCaughtUp = true;
        words.add("caught-up");
      }
      case Event.Reset _ -> {
        resets++;
        view.clear();
        words.add("reset");
      }
    }
  }

  private void remove(String word, String client) {
    view.remove(client);
    words.add(word + " " + client);
  }

  /** Whether a reconnection now promises that nothing is told twice. */
  boolean mayLeave() {
    long now = server.orElseThrow().clock().monotonicNanos();
    while (!toldAtNanos.isEmpty()
        && now - toldAtNanos.peek() > Cursor.SETTLING_NANOS + 60_000_000) {
      toldAtNanos.remove();
    }
    return isCaughtUp && toldAtNanos.size() <= Cursor.MOST_STRAY - 5;
  }

  Filter filter() {
    return filter;
  }

  /** Where it believes the clients to be. */
  Map<String, Report> view() {
    return view;
  }

  /** What it was told since it was last asked. */
  List<String> words() {
    var said = List.copyOf(words);
    words.clear();
    return said;
  }

  String token() {
    return token;
  }

  int repeats() {
    return repeats;
  }

  int resets() {
    return resets;
  }
}
