package io.proxyherd.metrics;

import static java.util.Locale.ROOT;

import io.proxyherd.metrics.Families.Sample;
import io.proxyherd.metrics.Families.Times;
import io.proxyherd.metrics.StoreFigures.Requests;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of a store of reports that is elsewhere, named and explained. */
final class StoreFamilies {
  private static final String OPERATION = "operation";
  private static final String READ = "read";
  private static final String WRITE = "write";

  private final Families out;

  StoreFamilies(Families out) {
    this.out = out;
  }

  void all(StoreFigures store) {
    out.counter(
        "store_requests",
        "Requests to Cassandra that were answered, by what became of them.",
        Stream.concat(results(WRITE, store.writes()), results(READ, store.reads())).toList());
    out.histogram(
        "store_request_duration_seconds",
        "Requests that Cassandra did, with their waiting here.",
        List.of(
            new Times(store.writes().times(), OPERATION, WRITE),
            new Times(store.reads().times(), OPERATION, READ)));
    out.gauge("store_in_flight", "Requests that Cassandra has now.", store.inFlight());
    out.gauge("store_waiting", "Requests that wait here for one of these.", store.waiting());
    out.gauge(
        "store_nodes",
        "Nodes of Cassandra in the server's own data centre, by whether they can be reached.",
        List.of(
            new Sample((long) store.nodesUp(), "state", "up"),
            new Sample((long) store.nodesDown(), "state", "down")));
    out.counter("store_reconnects", "Times that a node came back.", store.reconnects());
    out.gauge(
        "store_state",
        "1 for how Cassandra is: up, read_only or down.",
        Arrays.stream(StoreHealth.State.values())
            .map(state ->
                new Sample(state == store.health().state() ? 1L : 0L, "state", word(state)))
            .toList());
    if (store.owed().isPresent()) {
      out.gauge(
          "store_owed_reports",
          "With store: both, clients whose report has yet to be written to Cassandra.",
          store.owed().getAsInt());
    }
  }

  private static Stream<Sample> results(String operation, Requests requests) {
    return Stream.concat(
        Stream.of(result(requests.done(), operation, "done")),
        Arrays.stream(StoreFailure.values())
            .map(why -> result(requests.failed().getOrDefault(why, 0L), operation, word(why))));
  }

  private static Sample result(long count, String operation, String result) {
    return new Sample(count, OPERATION, operation, "result", result);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(ROOT);
  }
}
