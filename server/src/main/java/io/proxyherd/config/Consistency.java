package io.proxyherd.config;

/** How many of a row's copies in Cassandra must answer; its names are Cassandra's own. */
public enum Consistency {
  /** One, in the server's own data centre. */
  LOCAL_ONE,
  /** Most of those in the server's own data centre. */
  LOCAL_QUORUM,
  /** Most of all. */
  QUORUM,
  /** Most of those in every data centre; for writes only. */
  EACH_QUORUM,
  /** All of them. */
  ALL
}
