package io.proxyherd.cassandra;

import io.proxyherd.store.StoreFailure;
import io.proxyherd.time.LatencyHistogram;
import java.util.Map;

/**
 * What a {@link CassandraStore} counts, read off in one moment.
 *
 * @param inFlight requests that Cassandra has now
 * @param waiting requests that wait for one of these to end
 * @param writes reports offered since the start
 * @param reads clients looked for since the start
 * @param nodesUp nodes of the local data centre to which there is a connection
 * @param nodesDown its other nodes
 * @param reconnects how often a node came back, or the whole cluster was connected to anew
 */
public record CassandraFigures(
    int inFlight,
    int waiting,
    Requests writes,
    Requests reads,
    int nodesUp,
    int nodesDown,
    long reconnects) {
  /**
   * Requests of one kind that have been answered.
   *
   * @param done those that Cassandra did
   * @param failed the others, by the reason; each reason is there
   * @param seconds how long those that it did took, waiting included
   */
  public record Requests(
      long done, Map<StoreFailure, Long> failed, LatencyHistogram.Reading seconds) {}
}
