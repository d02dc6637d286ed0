package io.proxyherd.places.chain;

import java.time.Duration;
import java.util.Optional;

/**
 * How a provider is asked.
 *
 * @param timeout for one question, with all tries, as far as the deadline leaves it
 * @param reserve what it is left of the deadline, if there is enough, by those before it
 * @param retries how often it is asked again after a failure that may pass
 * @param leastLimit for how many places it is asked at least, so that questions that differ in
 *     their limit only share a call; 1 where each place costs
 * @param cache how long answers serve again
 * @param breaker when it is left alone; never if empty
 * @param limits how often it may be called; as often as anybody likes if empty
 */
public record ProviderRules(
    Duration timeout,
    Duration reserve,
    int retries,
    int leastLimit,
    Cache cache,
    Optional<Breaker> breaker,
    Optional<Limits> limits) {

  /**
   * How long answers serve the same question again.
   *
   * @param ttl zero for not at all
   * @param bytes of memory that they may take, about
   */
  public record Cache(Duration ttl, long bytes) {}

  /**
   * When a provider is left alone.
   *
   * @param failures so many in a row
   * @param pause until one question tries it again
   */
  public record Breaker(int failures, Duration pause) {}

  /**
   * How often it may be called; each try is a call.
   *
   * @param perSecond in all
   * @param perAskerMinute for one asker, per minute
   * @param perDay in all, per UTC day, also over restarts; without end if empty
   */
  public record Limits(int perSecond, int perAskerMinute, Optional<Integer> perDay) {}
}
