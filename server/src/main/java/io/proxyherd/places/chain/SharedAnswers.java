package io.proxyherd.places.chain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.proxyherd.places.OriginalAnswer;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets those who ask the same at the same time share one call, and those who ask soon after its
 * answer. Failures are shared by those who wait for them and not kept. Safe for many threads.
 */
final class SharedAnswers {
  private static final int PLACE_BYTES = 200;
  private static final int ANSWER_BYTES = 300;

  private final String provider;
  private final Timekeeper time;
  private final Meter meter;
  private final ConcurrentMap<Question, CompletableFuture<Outcome>> underWay =
      new ConcurrentHashMap<>();
  private final Optional<Cache<Question, Outcome.Found>> kept;

  SharedAnswers(String provider, ProviderRules.Cache rules, Timekeeper time, Meter meter) {
    this.provider = provider;
    this.time = time;
    this.meter = meter;
    kept =
        rules.ttl().isZero()
            ? Optional.empty()
            : Optional.of(
                Caffeine.newBuilder()
                    .expireAfterWrite(rules.ttl())
                    .maximumWeight(rules.bytes())
                    .weigher(SharedAnswers::bytes)
                    .ticker(time::nanos)
                    .executor(Runnable::run)
                    .build());
  }

  /** The answer that is there or on its way, if any; within the patience in any case. */
  Optional<CompletableFuture<Outcome>> find(Question question, Duration patience) {
    Optional<Outcome> found = kept(question);
    return found.isPresent()
        ? found.map(CompletableFuture::completedFuture)
        : Optional.ofNullable(underWay.get(question)).map(running -> join(running, patience));
  }

  /** As {@link #find}, or the answer of the call that is begun, however long that takes. */
  CompletableFuture<Outcome> findOrCall(
      Question question, Duration patience, Supplier<CompletableFuture<Outcome>> call) {
    var answer = new CompletableFuture<Outcome>();
    CompletableFuture<Outcome> running = underWay.putIfAbsent(question, answer);
    if (running != null) {
      return join(running, patience);
    }
    // A call may have ended between a look at what is kept and this.
    Optional<Outcome> found = kept(question);
    if (found.isPresent()) {
      end(question, answer, found.get());
    } else {
      var _ =
          call.get()
              .thenAccept(outcome -> {
                keep(question, outcome);
                end(question, answer, outcome);
              });
    }
    return answer;
  }

  /** The call may have been begun by one who has more time. */
  private CompletableFuture<Outcome> join(CompletableFuture<Outcome> running, Duration patience) {
    meter.coalesced.increment();
    CompletableFuture<Outcome> joined = running.copy();
    Runnable timeout =
        time.after(patience, () -> joined.complete(Call.tooLate(provider, patience)));
    return joined.whenComplete((_, _) -> timeout.run());
  }

  private Optional<Outcome> kept(Question question) {
    Optional<Outcome> found = kept.map(cache -> cache.getIfPresent(question));
    found.ifPresent(_ -> meter.cached.increment());
    return found;
  }

  private void keep(Question question, Outcome outcome) {
    if (outcome instanceof Outcome.Found found) {
      kept.ifPresent(cache -> cache.put(question, found));
    }
  }

  private void end(Question question, CompletableFuture<Outcome> answer, Outcome outcome) {
    underWay.remove(question);
    answer.complete(outcome);
  }

  /** How much memory the answers that are kept take, about. */
  long keptBytes() {
    return kept.flatMap(cache -> cache.policy().eviction())
        .map(eviction -> eviction.weightedSize().orElse(0))
        .orElse(0L);
  }

  private static int bytes(Question question, Outcome.Found found) {
    long bytes = ANSWER_BYTES;
    for (Place place : found.places()) {
      bytes += PLACE_BYTES + textBytes(place);
    }
    bytes += found.original().map(SharedAnswers::textBytes).orElse(0L);
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static long textBytes(OriginalAnswer original) {
    return original.results().stream().mapToLong(result -> 2L * result.length()).sum();
  }

  private static long textBytes(Place place) {
    long letters = place.id().length();
    letters += place.name().length();
    letters += place.vicinity().length();
    for (String type : place.types()) {
      letters += type.length() + 24;
    }
    return 2 * letters;
  }
}
