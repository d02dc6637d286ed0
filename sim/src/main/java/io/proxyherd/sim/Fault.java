package io.proxyherd.sim;

/** What goes wrong in a simulated herd. */
public enum Fault {
  /** A connection breaks; the next one follows soon. */
  CUT,
  /** Nothing goes through between two servers, for a while. */
  PARTITION,
  /** Nothing arrives at one end of a connection, and nobody is told. */
  STALL,
  /** A server's wall clock jumps. */
  CLOCK_STEP
}
