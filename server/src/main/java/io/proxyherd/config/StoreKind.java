package io.proxyherd.config;

/** Where a herd's reports are kept. */
public enum StoreKind {
  /** On its own servers, each of which has all of them. */
  HERD,
  /** There, and in Cassandra as well: while a herd is moved from the one to the other. */
  BOTH,
  /** In Cassandra; the servers are not linked and have no journal. */
  CASSANDRA;

  /** Whether the servers need Cassandra. */
  public boolean usesCassandra() {
    return this != HERD;
  }

  /** Whether the servers tell each other what they hear. */
  public boolean usesLinks() {
    return this != CASSANDRA;
  }

  /** As {@code herd.yaml} has it. */
  @Override
  public String toString() {
    return Kind.written(this);
  }
}
