package io.proxyherd.places.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** How often a provider may be called, in all and for each asker. Safe for many threads. */
final class RateLimits {
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Of whom is remembered how much they asked; beyond, the limit in all still holds. */
  static final int MOST_ASKERS = 10_000;

  private final ProviderRules.Limits limits;
  private final Timekeeper time;
  private final TokenBucket all;

  /** Who has not asked for a minute has all permits again, as if never seen. */
  private final Cache<String, TokenBucket> askers;

  RateLimits(ProviderRules.Limits limits, Timekeeper time) {
    this.limits = limits;
    this.time = time;
    all = new TokenBucket(limits.perSecond(), SECOND_NANOS, time.nanos());
    askers =
        Caffeine.newBuilder()
            .maximumSize(MOST_ASKERS)
            .expireAfterAccess(MINUTE)
            .ticker(time::nanos)
            .executor(Runnable::run)
            .build();
  }

  /** Whether one more call may be made. */
  boolean admits() {
    return all.take(time.nanos());
  }

  /** Whether one more call may be made for that asker. */
  boolean admits(String asker) {
    return askers
        .get(asker, _ -> new TokenBucket(limits.perAskerMinute(), MINUTE.toNanos(), time.nanos()))
        .take(time.nanos());
  }

  /** Of how many askers is remembered how much they asked. */
  long askers() {
    askers.cleanUp();
    return askers.estimatedSize();
  }
}
