package io.proxyherd.cli;

import io.proxyherd.gateway.ServerState;
import io.proxyherd.inquiry.Asked;
import io.proxyherd.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How servers and their links are, as tables for people. */
final class StatusTable {
  private static final int SHORT_DIGEST = 8;
  private static final double NANOS_PER_SECOND = 1e9;

  private StatusTable() {}

  /** One row for each server. */
  static List<String> servers(List<Asked<ServerState>> asked) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("server", "clients", "digest", "up", "journal", "state"));
    for (Asked<ServerState> each : asked) {
      rows.add(
          switch (each) {
            case Asked.Answered<ServerState>(_, var state) -> row(state);
            case Asked.Refused<ServerState>(var server, _, var detail) -> absent(server, detail);
            case Asked.Unreachable<ServerState>(var server, var reason) -> absent(server, reason);
          });
    }
    return Columns.aligned(rows, Set.of(1));
  }

  /** One row for each link of each server that answered. */
  static List<String> links(List<Asked<ServerState>> asked) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("from", "to", "link", "round trip", "clock", "behind", "path"));
    for (Asked<ServerState> each : asked) {
      each.found().ifPresent(state -> state.links().forEach(link -> rows.add(row(state, link))));
    }
    return rows.size() == 1 ? List.of() : Columns.aligned(rows, Set.of(3, 4, 5));
  }

  private static List<String> row(ServerState state) {
    var journal = state.journal();
    boolean kept = journal.bytes() > 0;
    return List.of(
        state.server(),
        String.format("%,d", state.clients()),
        digest(state),
        Spans.rough(Duration.ofNanos((long) (state.uptimeSeconds() * NANOS_PER_SECOND))),
        state.store().inCassandra()
            ? "in Cassandra"
            : journal.durability() + (kept ? ", " + Spans.size(journal.bytes()) : ""),
        condition(state));
  }

  /** Of its reports; what it remembers of those that are kept elsewhere is nothing to compare. */
  static String digest(ServerState state) {
    String digest = state.digest();
    return state.store().inCassandra()
        ? "-"
        : digest.substring(0, Math.min(SHORT_DIGEST, digest.length()));
  }

  private static String condition(ServerState state) {
    var conditions = new ArrayList<String>();
    conditions.add(state.ready() ? "ready" : "not ready: " + Printable.text(state.readiness()));
    conditions.addAll(ofStore(state.store()));
    if (state.behind() > 0) {
      conditions.add("behind by %,d".formatted(state.behind()));
    }
    if (state.broken()) {
      conditions.add("silent: it found a bug in itself");
    } else if (state.readOnly()) {
      conditions.add("read-only: its journal cannot be written");
    }
    return String.join(", ", conditions);
  }

  /** What is to be said of Cassandra; a server that needs it is not ready, and says why. */
  private static List<String> ofStore(ServerState.Store store) {
    var conditions = new ArrayList<String>();
    boolean isUp = store.health().equals("up");
    if (!isUp && !store.kind().equals("herd") && !(store.inCassandra() && store.away())) {
      conditions.add("Cassandra " + store.health() + ": " + Printable.text(store.detail()));
    }
    store
        .owed()
        .filter(owed -> owed > 0)
        .ifPresent(owed -> conditions.add("%,d to write to Cassandra".formatted(owed)));
    if (store.waiting() > 0) {
      conditions.add("%,d requests wait for Cassandra".formatted(store.waiting()));
    }
    return conditions;
  }

  private static List<String> absent(String server, String reason) {
    return List.of(server, "-", "-", "-", "-", reason);
  }

  /** By the clock of the server that says since when. */
  private static List<String> row(ServerState state, ServerState.Link link) {
    Instant now = state.startedAt().plusNanos((long) (state.uptimeSeconds() * NANOS_PER_SECOND));
    String span = Spans.rough(Duration.between(link.since(), now));
    if (!link.up()) {
      return List.of(
          state.server(),
          link.peer(),
          "down " + span,
          "-",
          "-",
          "-",
          Printable.text(link.reason().orElse("")));
    }
    return List.of(
        state.server(),
        link.peer(),
        "up " + span,
        link.roundTripMs().map(Spans::millis).orElse("-"),
        link.clockAheadMs().map(Spans::signedMillis).orElse("-"),
        String.format("%,d", link.owed()),
        path(link));
  }

  private static String path(ServerState.Link link) {
    if (link.onTree()) {
      return "tree";
    }
    return link.feeding() || link.fed() ? "extra" : "idle";
  }
}
