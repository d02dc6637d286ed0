package io.proxyherd.store;

/**
 * One life of a server, from its start to its end: what it first accepts is numbered 1, 2, 3 …
 *
 * @param server its name
 * @param incarnation a random number, new at every start, so that numbers are never used twice
 */
public record Origin(String server, long incarnation) implements Comparable<Origin> {
  @Override
  public int compareTo(Origin other) {
    int byServer = server.compareTo(other.server);
    return byServer != 0 ? byServer : Long.compare(incarnation, other.incarnation);
  }
}
