package io.proxyherd.replay;

import java.time.Duration;

/**
 * How a connection to a server behaves.
 *
 * @param window how many rows may wait for their reply, or to be sent
 * @param tries how many connections in a row may bring no reply before giving up
 * @param replyTimeout how long a reply may take before the connection counts as broken
 * @param firstDelay the wait before the second try; it doubles with each further one
 * @param longestDelay the most a wait grows to
 */
public record LaneSettings(
    int window, int tries, Duration replyTimeout, Duration firstDelay, Duration longestDelay) {
  public static final LaneSettings DEFAULT =
      new LaneSettings(
          256, 10, Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(2));

  /** The wait after this many failed tries; none after a connection that did bring replies. */
  Duration delayAfter(int failures) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration delay = firstDelay.multipliedBy(1L << Math.min(failures - 1, 20));
    return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
  }
}
