package io.proxyherd.sim;

/** How a life of a simulated server ends. */
enum Death {
  /** In order: its journal is written and synced. */
  STOP,
  /** The process is killed; what it has written stays. */
  KILL,
  /** The machine loses power; what was not synced may be gone. */
  POWER_LOSS,
  /** It is killed, and its disk is replaced by an empty one. */
  WIPE
}
