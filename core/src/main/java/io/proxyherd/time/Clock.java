package io.proxyherd.time;

/** What time it is. The shell reads the machine's clocks, the simulator its own. */
public interface Clock {
  /** The wall clock: nanoseconds since 1970-01-01T00:00Z; may jump. Good until the year 2262. */
  long wallNanos();

  /** Nanoseconds since some fixed moment; never goes back. */
  long monotonicNanos();
}
