package io.proxyherd.load;

import io.proxyherd.config.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What load to put on which servers.
 *
 * @param targets the servers; connection i goes to the i-th of them, in turn
 * @param connections how many
 * @param depth how many commands of a connection may be unanswered, when there is no rate
 * @param rate commands per second over all connections, whatever the answers; without it each
 *     connection sends when it is answered
 * @param threads event loops of the generator
 * @param clients how many IDs; each belongs to one connection
 * @param idBytes how long each is
 * @param whatsatPercent how many of 100 commands ask instead of tell
 * @param radiusKm of a WHATSAT, as it is sent
 * @param limit of a WHATSAT
 * @param positions a file of positions, else {@link Positions#scattered}
 * @param warmUp before the measurement, after each client has been reported once
 * @param duration of the measurement; none if only each client is to be reported once
 * @param probesPerSecond updates whose way to all servers is timed; 0 for none
 * @param informed whether it ends only when all servers know the last update
 * @param timeout for a connection, an answer, and the servers to know the last update
 * @param processes the servers', whose memory and time are told, as a sum
 */
public record LoadPlan(
    Protocol protocol,
    List<Address> targets,
    int connections,
    int depth,
    OptionalDouble rate,
    int threads,
    int clients,
    int idBytes,
    int whatsatPercent,
    String radiusKm,
    int limit,
    Optional<Path> positions,
    Duration warmUp,
    Optional<Duration> duration,
    double probesPerSecond,
    boolean informed,
    Duration timeout,
    List<Long> processes) {
  /** The fewest bytes of an ID: a letter and the client's number. */
  public static final int SHORTEST_ID = 9;

  /** The IDs have numbers of eight digits. */
  public static final int MOST_CLIENTS = 100_000_000;

  /** How many clients a connection reports. */
  int clientsOf(int connection) {
    return clients / connections + (connection < clients % connections ? 1 : 0);
  }

  /** The server of a connection, as an index. */
  int targetOf(int connection) {
    return connection % targets.size();
  }
}
