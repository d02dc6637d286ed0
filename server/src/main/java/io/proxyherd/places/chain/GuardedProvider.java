package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.PlaceProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** A provider behind its rules: shared answers, limits, circuit, retries. Safe for many threads. */
final class GuardedProvider implements AutoCloseable {
  private final Call.Setting setting;
  private final SharedAnswers shared;
  private final boolean isLimited;

  /**
   * @param directory where its calls are counted, if it has a daily budget
   */
  GuardedProvider(
      PlaceProvider provider,
      ProviderRules rules,
      Path directory,
      Timekeeper time,
      RandomGenerator random,
      ProviderLog log) {
    String name = provider.name();
    var meter = new Meter();
    Optional<Circuit> circuit =
        rules.breaker().map(breaker -> new Circuit(name, breaker, time, log));
    Optional<DailyBudget> budget =
        rules
            .limits()
            .flatMap(ProviderRules.Limits::perDay)
            .map(calls -> new DailyBudget(directory.resolve(name + ".calls"), calls, time::now));
    var admission =
        new Admission(
            name,
            time,
            circuit,
            rules.limits().map(limits -> new RateLimits(limits, time)),
            budget);
    shared = new SharedAnswers(name, rules.cache(), time, meter);
    isLimited = rules.breaker().isPresent() || rules.limits().isPresent();
    setting =
        new Call.Setting(
            provider,
            rules,
            admission,
            new Backoff(random),
            meter,
            new TroubleLog(name, time, log),
            time);
  }

  /** How long it may take, if there is that much time. */
  Duration timeout() {
    return setting.rules().timeout();
  }

  /** What those before it leave it. */
  Duration reserve() {
    return setting.rules().reserve();
  }

  /** As {@link PlaceProvider#findNow}; only what may be asked without limits is. */
  Optional<byte[]> findNow(NearbyQuery query) {
    if (isLimited) {
      return Optional.empty();
    }
    Optional<byte[]> answer = setting.provider().findNow(query);
    if (answer.isPresent()) {
      setting.meter().asked.increment();
      setting.meter().calls.increment();
      setting.meter().answered.increment();
      setting.log().answered();
    }
    return answer;
  }

  /** As {@link PlaceProvider#find}; the future is completed within the patience. */
  CompletableFuture<Outcome> find(NearbyQuery query, Duration patience) {
    setting.meter().asked.increment();
    var question = Question.of(query, setting.rules().leastLimit());
    return shared
        .find(question, patience)
        .orElseGet(() -> call(question, query.asker(), patience))
        .thenApply(outcome -> cut(outcome, query.limit()));
  }

  /** Who asks too much is refused alone: not with those who wait for the same answer. */
  private CompletableFuture<Outcome> call(Question question, String asker, Duration patience) {
    Optional<Admission.Verdict.Refused> objection = setting.admission().objectionTo(asker);
    if (objection.isPresent()) {
      setting.meter().failed(objection.get().trouble());
      setting.log().failed(objection.get().trouble(), objection.get().detail());
      return CompletableFuture.completedFuture(objection.get().failure());
    }
    return shared.findOrCall(
        question, patience, () -> Call.begin(setting, question.by(asker), patience));
  }

  private Outcome cut(Outcome outcome, int limit) {
    if (outcome instanceof Outcome.Found found) {
      setting.meter().answered.increment();
      return found.limitedTo(limit);
    }
    return outcome;
  }

  ProviderState state() {
    Admission admission = setting.admission();
    return setting
        .meter()
        .read(setting.provider().name(), admission.circuitState(), admission.callsLeftToday());
  }

  @Override
  public void close() {
    setting.provider().close();
  }
}
