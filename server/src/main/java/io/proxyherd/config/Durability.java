package io.proxyherd.config;

/** What a server's state survives, and so what a client's reply waits for. */
public enum Durability {
  /** Nothing: there is no journal. */
  MEMORY,
  /** The process: a reply waits until its change is written. */
  ASYNC,
  /** The machine: a reply waits until its change is synced. */
  SYNC
}
