package io.proxyherd.legacy;

/**
 * A neighbour that others wrote.
 *
 * @param name as it calls itself in its lines
 * @param dialect of the lines in both directions
 * @param delivery how it gets its lines; {@link Dialect#AT7_SPLIT} needs a connection per update,
 *     for its lines have no other end
 * @param connections at most so many at a time, at least 1; of no account where one stays open
 */
public record LegacyPeer(String name, Dialect dialect, Delivery delivery, int connections) {
  public LegacyPeer {
    if (dialect == Dialect.AT7_SPLIT && delivery != Delivery.CONNECTION_PER_UPDATE) {
      throw new IllegalArgumentException(
          "delivery: " + delivery + " (expected: CONNECTION_PER_UPDATE, for " + dialect + ")");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections: " + connections + " (expected: 1 or more)");
    }
  }
}
