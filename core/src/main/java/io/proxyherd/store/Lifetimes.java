package io.proxyherd.store;

import java.time.Duration;

/**
 * How long what is known of a client is kept; equal on all servers of a herd. Both times count from
 * the moment at which a server received the report, or the order to forget, so whatever expires
 * does so at the same moment everywhere and nobody need tell anybody.
 *
 * @param report after which a report is no longer true
 * @param tombstone after which it is forgotten that a client was forgotten; a server that was away
 *     for longer may bring it back
 */
public record Lifetimes(Duration report, Duration tombstone) {
  /** 30 days, and 10 for tombstones. */
  public static final Lifetimes USUAL = new Lifetimes(Duration.ofDays(30), Duration.ofDays(10));

  public Lifetimes {
    if (!report.isPositive() || !tombstone.isPositive()) {
      throw new IllegalArgumentException(
          "lifetimes: " + report + ", " + tombstone + " (expected: more than 0)");
    }
  }

  /**
   * When the report expires, nanoseconds since 1970 by the clock of the server that received it.
   */
  public long expiresAtNanos(Report of) {
    long lifetime = (of.isTombstone() ? tombstone : report).toNanos();
    long received = of.receivedAtNanos();
    return received > Long.MAX_VALUE - lifetime ? Long.MAX_VALUE : received + lifetime;
  }

  /** The shorter one of both, nanoseconds. */
  public long shorterNanos() {
    return Math.min(report.toNanos(), tombstone.toNanos());
  }

  /** Whether the report is no longer true at that moment, nanoseconds since 1970. */
  public boolean isExpired(Report of, long wallNanos) {
    return expiresAtNanos(of) <= wallNanos;
  }

  /**
   * Whether the first report replaces the second one of the same client: by their order, unless one
   * was received when the other one had expired. (Servers notice an expiry one after the other, as
   * their clocks go; what is received in between must fare the same on all.)
   */
  public boolean replaces(Report one, Report other) {
    if (expiresAtNanos(other) <= one.receivedAtNanos()) {
      return true;
    }
    return expiresAtNanos(one) > other.receivedAtNanos() && one.isNewerThan(other);
  }
}
