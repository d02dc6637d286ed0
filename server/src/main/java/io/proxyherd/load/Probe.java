package io.proxyherd.load;

/** An update on its way to all servers. Not thread-safe: owned by its {@link Probes}. */
final class Probe {
  private final String client;
  private final long dueNanos;
  private int unknownTo;

  /**
   * @param client whom nobody knows yet
   * @param servers how many there are
   */
  Probe(String client, long dueNanos, int servers) {
    this.client = client;
    this.dueNanos = dueNanos;
    unknownTo = servers;
  }

  String client() {
    return client;
  }

  /** When it was to be sent. */
  long dueNanos() {
    return dueNanos;
  }

  /** Counts one more server that knows it; whether it was the last. */
  boolean isKnownByOneMore() {
    return --unknownTo == 0;
  }
}
