package io.proxyherd.metrics;

import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import io.proxyherd.time.LatencyHistogram;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a server counts of a store of reports that is elsewhere, read off in one moment.
 *
 * @param inFlight requests that the store has now
 * @param waiting requests that wait for one of these to end
 * @param nodesUp machines of the store that can be reached
 * @param nodesDown its other machines
 * @param reconnects how often one of them came back
 * @param owed of how many clients the report has yet to be written there; nothing where it is
 *     written before the client is answered
 */
public record StoreFigures(
    StoreHealth health,
    int inFlight,
    int waiting,
    Requests writes,
    Requests reads,
    int nodesUp,
    int nodesDown,
    long reconnects,
    OptionalInt owed) {
  /**
   * Requests of one kind.
   *
   * @param done those that the store did
   * @param failed the others, by the reason
   * @param times how long those that it did took
   */
  public record Requests(
      long done, Map<StoreFailure, Long> failed, LatencyHistogram.Reading times) {
    public Requests {
      failed = Map.copyOf(failed);
    }
  }

  /** The same, with so many clients owed. */
  public StoreFigures owing(int clients) {
    return new StoreFigures(
        health,
        inFlight,
        waiting,
        writes,
        reads,
        nodesUp,
        nodesDown,
        reconnects,
        OptionalInt.of(clients));
  }
}
