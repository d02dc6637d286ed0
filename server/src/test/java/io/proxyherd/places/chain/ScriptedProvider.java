package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Attribution;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Retry;
import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A provider that does what the test says, and counts how often it is called. */
final class ScriptedProvider implements PlaceProvider {
  /** It may be asked again. */
  static final Failed BUSY = new Failed(Status.UNKNOWN_ERROR, Retry.SOON, "it is busy");

  /** It need not be asked again. */
  static final Failed DENIED = new Failed(Status.REQUEST_DENIED, Retry.NEVER, "wrong key");

  private final String name;
  private final List<NearbyQuery> queries = new ArrayList<>();
  private final List<Duration> patience = new ArrayList<>();
  private final List<CompletableFuture<Outcome>> hanging = new ArrayList<>();
  private final Queue<Outcome> next = new ArrayDeque<>();
  private Outcome answer;
  private boolean hangs;

  ScriptedProvider(String name) {
    this.name = name;
    answer = places(name, 30);
  }

  /** So many places, called by that name and a number. */
  static Outcome.Found places(String name, int count) {
    var by = new Attribution(name, "https://example.org");
    return new Outcome.Found(
        IntStream.range(0, count)
            .mapToObj(i -> new Place(name + i, name + i, 1, 2, List.of("cafe"), "", by))
            .toList());
  }

  /** From now on it answers this, or fails so. */
  ScriptedProvider answers(Outcome always) {
    answer = always;
    hangs = false;
    return this;
  }

  /** First these, one for each call. */
  ScriptedProvider answersFirst(Outcome... outcomes) {
    next.addAll(List.of(outcomes));
    return this;
  }

  /** From now on it does not answer. */
  ScriptedProvider hangs() {
    hangs = true;
    return this;
  }

  /** Answers what hangs. */
  void wakes(Outcome outcome) {
    List.copyOf(hanging).forEach(call -> call.complete(outcome));
    hanging.clear();
  }

  int calls() {
    return queries.size();
  }

  NearbyQuery lastQuery() {
    return queries.getLast();
  }

  Duration lastPatience() {
    return patience.getLast();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletableFuture<Outcome> find(NearbyQuery query, Duration howLong) {
    queries.add(query);
    patience.add(howLong);
    if (hangs) {
      var call = new CompletableFuture<Outcome>();
      hanging.add(call);
      return call;
    }
    return CompletableFuture.completedFuture(next.isEmpty() ? answer : next.remove());
  }

  @Override
  public void close() {}
}
