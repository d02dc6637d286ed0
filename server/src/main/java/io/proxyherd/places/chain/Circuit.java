package io.proxyherd.places.chain;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leaves a provider alone that has failed so many times in a row; after a pause one call tries it.
 * Says so at each change. Safe for many threads.
 */
final class Circuit {
  private final CircuitBreaker breaker;

  Circuit(String provider, ProviderRules.Breaker rules, Timekeeper time, ProviderLog log) {
    breaker =
        CircuitBreaker.of(
            provider,
            CircuitBreakerConfig.custom()
                .slidingWindow(rules.failures(), rules.failures(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(rules.pause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(time.monotone())
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> say(provider, rules, event.getStateTransition(), log));
  }

  private static void say(
      String provider, ProviderRules.Breaker rules, StateTransition change, ProviderLog log) {
    String of = "places: circuit of " + provider + ": ";
    switch (change.getToState()) {
      case OPEN, FORCED_OPEN ->
          log.warn(
              of
                  + "open, "
                  + (change.getFromState() == CircuitBreaker.State.HALF_OPEN
                      ? "it failed again"
                      : rules.failures() + " failures in a row")
                  + "; it is left alone for "
                  + rules.pause().toMillis() / 1000.0
                  + " s");
      case HALF_OPEN -> log.info(of + "half-open, one call tries it");
      case CLOSED, DISABLED, METRICS_ONLY -> log.info(of + "closed");
    }
  }

  /** Whether a call may be made; if so, the permit is to be settled. */
  boolean admits() {
    return breaker.tryAcquirePermission();
  }

  /** For one call that was admitted; only the first word counts. */
  Permit permit() {
    return new Permit();
  }

  /** {@code closed}, {@code open} or {@code half-open}. */
  String state() {
    return breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What became of a call. */
  final class Permit {
    private final AtomicBoolean settled = new AtomicBoolean();

    void answered() {
      if (!settled.getAndSet(true)) {
        breaker.onSuccess(0, NANOSECONDS);
      }
    }

    void failed() {
      if (!settled.getAndSet(true)) {
        breaker.onError(0, NANOSECONDS, new IllegalStateException("no answer"));
      }
    }

    /** It was not made. */
    void unused() {
      if (!settled.getAndSet(true)) {
        breaker.releasePermission();
      }
    }
  }
}
