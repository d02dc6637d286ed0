package io.proxyherd.node;

/** What became of an order to forget a client. */
public enum Forgetting {
  /** It is forgotten here, and will be on every server. */
  FORGOTTEN,
  /** Nothing is known of it here. */
  UNKNOWN,
  /** This server can keep nothing, not even that: its journal failed. */
  FAILED
}
