package io.proxyherd.config;

/** What a server's log holds; each level includes those before it. */
public enum LogLevel {
  /** What went wrong. */
  ERROR,
  /** What may go wrong. */
  WARN,
  /** Servers and peers that come and go. */
  INFO,
  /** Every line in and out. */
  TRAFFIC;

  /** Whether a log of this level holds entries of the other. */
  public boolean includes(LogLevel other) {
    return other.compareTo(this) <= 0;
  }
}
