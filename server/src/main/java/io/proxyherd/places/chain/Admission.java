package io.proxyherd.places.chain;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.places.Outcome;
import io.proxyherd.places.Outcome.Failed;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether a provider may be called: circuit, rate, budget, in this order, the one that
 * costs a call last. Safe for many threads.
 */
final class Admission {
  /** How many calls may wait for the disk that counts them. */
  private static final int MOST_COUNTING = 64;

  private final String provider;
  private final Timekeeper time;
  private final Optional<Circuit> circuit;
  private final Optional<RateLimits> rates;
  private final Optional<DailyBudget> budget;
  private final AtomicInteger counting = new AtomicInteger();
  private volatile Failed lastFailure = new Failed(Status.UNKNOWN_ERROR, Outcome.Retry.NEVER, "");

  /** Whether a call may be made. */
  sealed interface Verdict {
    /** Yes; what becomes of it is to be said. */
    record Granted(Permit permit) implements Verdict {}

    /**
     * No.
     *
     * @param failure what clients are told
     * @param detail what the log is told
     */
    record Refused(Trouble trouble, Failed failure, String detail) implements Verdict {}
  }

  /** A call that may be made; only the first word on it counts. */
  final class Permit {
    private final Optional<Circuit.Permit> of;

    private Permit(Optional<Circuit.Permit> of) {
      this.of = of;
    }

    void answered() {
      of.ifPresent(Circuit.Permit::answered);
    }

    void failed(Failed failure) {
      if (failure.status() == Status.INVALID_REQUEST) {
        answered(); // Of that question, and only that.
      } else {
        lastFailure = failure;
        of.ifPresent(Circuit.Permit::failed);
      }
    }
  }

  Admission(
      String provider,
      Timekeeper time,
      Optional<Circuit> circuit,
      Optional<RateLimits> rates,
      Optional<DailyBudget> budget) {
    this.provider = provider;
    this.time = time;
    this.circuit = circuit;
    this.rates = rates;
    this.budget = budget;
  }

  /** Why nothing is asked for this asker, if so; if not, one of its calls is counted. */
  Optional<Verdict.Refused> objectionTo(String asker) {
    return rates.isEmpty() || rates.get().admits(asker)
        ? Optional.empty()
        : Optional.of(
            overLimit(Trouble.ASKER_RATE, "asked too often by one client; wait a minute"));
  }

  /** Whether one more call may be made; it is counted. Known later where a disk counts. */
  CompletableFuture<Verdict> next() {
    if (circuit.isPresent() && !circuit.get().admits()) {
      return known(circuitIsOpen());
    }
    Optional<Circuit.Permit> permit = circuit.map(Circuit::permit);
    if (rates.isPresent() && !rates.get().admits()) {
      permit.ifPresent(Circuit.Permit::unused);
      return known(overLimit(Trouble.RATE, "asked too often by all clients together"));
    }
    if (budget.isEmpty()) {
      return known(new Verdict.Granted(new Permit(permit)));
    }
    if (counting.incrementAndGet() > MOST_COUNTING) {
      counting.decrementAndGet();
      permit.ifPresent(Circuit.Permit::unused);
      return known(uncounted("the disk does not answer"));
    }
    var verdict = new CompletableFuture<Verdict>();
    time.execute(() -> {
      Verdict spent = spend(budget.get(), permit);
      counting.decrementAndGet();
      verdict.complete(spent);
    });
    return verdict;
  }

  private Verdict spend(DailyBudget from, Optional<Circuit.Permit> permit) {
    Verdict.Refused refused;
    try {
      if (from.take()) {
        return new Verdict.Granted(new Permit(permit));
      }
      refused =
          overLimit(
              Trouble.BUDGET, "all " + from.mostCalls() + " calls of today (UTC) are used up");
    } catch (IOException | RuntimeException e) {
      refused = uncounted(e.toString());
    }
    permit.ifPresent(Circuit.Permit::unused);
    return refused;
  }

  /** Clients are not told of our files. */
  private Verdict.Refused uncounted(String reason) {
    Verdict.Refused refused = overLimit(Trouble.BUDGET, "its calls of today can't be counted");
    return new Verdict.Refused(
        refused.trouble(), refused.failure(), refused.detail() + ": " + reason);
  }

  private Verdict.Refused circuitIsOpen() {
    Failed last = lastFailure;
    String message = last.message() + " (not asked again for a while)";
    return new Verdict.Refused(
        Trouble.CIRCUIT_OPEN, new Failed(last.status(), Outcome.Retry.NEVER, message), message);
  }

  private Verdict.Refused overLimit(Trouble trouble, String message) {
    String line = provider + ": " + message;
    return new Verdict.Refused(
        trouble, new Failed(Status.OVER_QUERY_LIMIT, Outcome.Retry.NEVER, line), line);
  }

  private static CompletableFuture<Verdict> known(Verdict verdict) {
    return CompletableFuture.completedFuture(verdict);
  }

  /** As {@link ProviderState#circuit}. */
  String circuitState() {
    return circuit.map(Circuit::state).orElse("none");
  }

  /** As {@link ProviderState#callsLeftToday}. */
  Optional<Integer> callsLeftToday() {
    return budget.map(DailyBudget::left);
  }
}
