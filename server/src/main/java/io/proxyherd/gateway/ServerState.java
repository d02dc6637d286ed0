package io.proxyherd.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is, in its own words: {@code GET /v1/server}.
 *
 * @param incarnation of this life of it, 16 hex digits
 * @param clients of how many clients it knows where they are
 * @param connections how many clients are connected to it
 * @param digest of all reports, 16 hex digits: equal if and only if they are
 * @param accepted how many reports clients have brought to this life of it
 * @param covered how many reports of all servers it has, superseded ones included
 * @param whatsats how many WHATSATs it has answered since it started
 * @param readiness with whom it caught up when it started, or whom it waits for, for people
 * @param behind how many reports it lacks of those that its peers say they have
 * @param readOnly whether it takes no reports, for it could not keep them
 * @param broken whether it found a bug in itself and tells its peers nothing any more
 * @param store where reports are kept
 * @param places the providers of places, in the order in which they are asked
 */
public record ServerState(
    String server,
    String incarnation,
    Instant startedAt,
    double uptimeSeconds,
    int clients,
    int connections,
    String digest,
    long accepted,
    long covered,
    long whatsats,
    boolean ready,
    String readiness,
    long behind,
    boolean readOnly,
    boolean broken,
    Store store,
    Journal journal,
    List<Provider> places,
    List<Link> links) {

  /**
   * Where reports are kept.
   *
   * @param kind herd, both or cassandra, as configured
   * @param health up, read-only or down; with both, of Cassandra
   * @param detail what is wrong and the cure, or what it is, for people
   * @param inFlight requests that Cassandra has now
   * @param waiting requests that wait here for one of these
   * @param owed with both, of how many clients the report has yet to be written to Cassandra
   * @param scope whose clients this server lists and streams: all of the herd, or those alone that
   *     report to this server
   */
  public record Store(
      String kind,
      String health,
      String detail,
      int inFlight,
      int waiting,
      Optional<Integer> owed,
      String scope) {
    /** Whether the servers' own reports are not what counts, and can't be compared. */
    public boolean inCassandra() {
      return kind.equals("cassandra");
    }

    /** Whether requests will fail. */
    public boolean away() {
      return health.equals("down");
    }
  }

  /**
   * A provider of places, and what it did since the start of the process, which its servers share.
   *
   * @param circuit closed when it is asked, open when it is left alone, half-open when it is being
   *     tried, none if it is always asked
   * @param callsLeftToday of its daily budget
   * @param asked questions put to it
   * @param answered of them
   * @param cached of them by an answer that was kept
   * @param coalesced of them by a call that was under way
   * @param calls really made
   * @param retried of them, after a failure
   * @param troubles how often it did not answer, by the cause
   */
  public record Provider(
      String name,
      String circuit,
      Optional<Integer> callsLeftToday,
      long asked,
      long answered,
      long cached,
      long coalesced,
      long calls,
      long retried,
      Map<String, Long> troubles) {}

  /**
   * What it keeps.
   *
   * @param durability memory, async or sync; store, if reports are kept in Cassandra
   * @param bytes of the journal; 0 without one
   * @param lsn the number of its last frame
   * @param failures how often the disk has failed since the start
   */
  public record Journal(String durability, long bytes, long lsn, long failures) {}

  /**
   * A link to a neighbour, or its absence.
   *
   * @param since when it is up or down
   * @param reason why it is down
   * @param address of the other end
   * @param roundTripMs as last measured, milliseconds
   * @param clockAheadMs how far the peer's clock is ahead, milliseconds
   * @param owed how many clients' reports the peer is still to be sent
   * @param onTree whether it is on the spanning tree
   * @param feeding whether the peer is sent what is new
   * @param fed whether the peer sends what is new
   */
  public record Link(
      String peer,
      boolean up,
      Instant since,
      Optional<String> reason,
      Optional<String> address,
      Optional<Double> roundTripMs,
      Optional<Double> clockAheadMs,
      int owed,
      boolean onTree,
      boolean feeding,
      boolean fed) {}
}
