package io.proxyherd.places.chain;

/**
 * A rate limit: it holds so many permits at first and at most, and they come back evenly. Safe for
 * many threads.
 */
final class TokenBucket {
  private final double capacity;
  private final double perNano;
  private double permits;
  private long filledAtNanos;

  /**
   * @param capacity at least 1
   * @param periodNanos in which as many come back
   */
  TokenBucket(int capacity, long periodNanos, long nowNanos) {
    this.capacity = capacity;
    perNano = (double) capacity / periodNanos;
    permits = capacity;
    filledAtNanos = nowNanos;
  }

  /** Takes one permit if there is one. */
  synchronized boolean take(long nowNanos) {
    long passed = Math.max(0, nowNanos - filledAtNanos);
    permits = Math.min(capacity, permits + passed * perNano);
    filledAtNanos += passed;
    if (permits < 1) {
      return false;
    }
    permits--;
    return true;
  }
}
