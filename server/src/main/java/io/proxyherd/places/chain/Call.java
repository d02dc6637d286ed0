package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Retry;
import io.proxyherd.places.PlaceProvider;
import io.proxyherd.places.chain.Admission.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question to one provider: tries it, again after failures that may pass, and ends in time
 * whatever the provider does.
 */
final class Call {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);
  private static final Duration GRACE = Duration.ofMillis(20);

  /** What all calls of one provider have in common. */
  record Setting(
      PlaceProvider provider,
      ProviderRules rules,
      Admission admission,
      Backoff backoff,
      Meter meter,
      TroubleLog log,
      Timekeeper time) {}

  private final Setting setting;
  private final NearbyQuery query;
  private final Duration patience;
  private final long endNanos;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile Optional<Admission.Permit> open = Optional.empty();
  private volatile Optional<Failed> lastFailure = Optional.empty();

  private Call(Setting setting, NearbyQuery query, Duration patience) {
    this.setting = setting;
    this.query = query;
    this.patience = patience;
    endNanos = setting.time.nanos() + patience.toNanos();
  }

  /** Begins it. The future is never completed exceptionally. */
  static CompletableFuture<Outcome> begin(Setting setting, NearbyQuery query, Duration patience) {
    var call = new Call(setting, query, patience);
    Runnable timeout = setting.time.after(patience, call::timeOut);
    call.tryIt(1);
    return call.outcome.whenComplete((_, _) -> timeout.run());
  }

  private void tryIt(int number) {
    var _ =
        setting
            .admission
            .next()
            .thenAccept(verdict -> {
              switch (verdict) {
                case Verdict.Granted(var permit) -> ask(permit, number);
                case Verdict.Refused refused -> refuse(refused);
              }
            });
  }

  private void refuse(Verdict.Refused refused) {
    if (outcome.complete(lastFailure.orElse(refused.failure()))) {
      setting.meter.failed(refused.trouble());
      setting.log.failed(refused.trouble(), refused.detail());
    }
  }

  private void ask(Admission.Permit permit, int number) {
    open = Optional.of(permit);
    if (outcome.isDone()) {
      // The timeout may not have seen the permit.
      permit.failed(tooLate());
      return;
    }
    setting.meter.calls.increment();
    if (number > 1) {
      setting.meter.retried.increment();
    }
    var _ =
        find()
            .thenAccept(found -> {
              switch (found) {
                case Outcome.Found _ -> answer(permit, found);
                case Failed failed -> fail(permit, failed, number);
              }
            });
  }

  private CompletableFuture<Outcome> find() {
    Duration left = left();
    // A little before our own timeout: the provider knows better what is late.
    Duration grace = GRACE.compareTo(left.dividedBy(10)) < 0 ? GRACE : left.dividedBy(10);
    try {
      return setting.provider.find(query, left.minus(grace)).exceptionally(bug -> broken(bug));
    } catch (RuntimeException bug) {
      return CompletableFuture.completedFuture(broken(bug));
    }
  }

  private Outcome broken(Throwable bug) {
    LOG.error("places: {} broke its contract", setting.provider.name(), bug);
    return new Failed(
        Status.UNKNOWN_ERROR, Retry.NEVER, setting.provider.name() + ": the lookup failed");
  }

  private void answer(Admission.Permit permit, Outcome found) {
    permit.answered();
    setting.log.answered();
    outcome.complete(found);
  }

  private void fail(Admission.Permit permit, Failed failed, int number) {
    permit.failed(failed);
    if (outcome.isDone()) {
      return;
    }
    lastFailure = Optional.of(failed);
    Trouble trouble = Trouble.of(failed);
    setting.meter.failed(trouble);
    setting.log.failed(trouble, failed.message());
    Duration pause = pause(failed, number);
    boolean again =
        failed.retry() == Retry.SOON
            && number <= setting.rules.retries()
            && pause.compareTo(left()) < 0
            && setting.admission.objectionTo(query.asker()).isEmpty();
    if (again) {
      var _ = setting.time.after(pause, () -> tryIt(number + 1));
    } else {
      outcome.complete(failed);
    }
  }

  private Duration pause(Failed failed, int number) {
    Duration ours = setting.backoff.pause(number);
    return failed.retryAfter().filter(asked -> asked.compareTo(ours) > 0).orElse(ours);
  }

  private void timeOut() {
    Failed late = tooLate();
    if (outcome.complete(late)) {
      setting.meter.failed(Trouble.TIMEOUT);
      setting.log.failed(Trouble.TIMEOUT, late.message());
      open.ifPresent(permit -> permit.failed(late));
    }
  }

  private Failed tooLate() {
    return tooLate(setting.provider.name(), patience);
  }

  static Failed tooLate(String provider, Duration patience) {
    return new Failed(
        Status.UNKNOWN_ERROR,
        Retry.SOON,
        provider + ": no answer within " + patience.toMillis() + " ms");
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - setting.time.nanos()));
  }
}
