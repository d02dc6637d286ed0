package io.proxyherd.node;

import io.proxyherd.time.Clock;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;

/**
 * Answers the lookups that nobody else has answered in time. Not thread-safe: owned by its node.
 */
final class LookupDeadline {
  private record Expected(Session session, Lookup lookup, long dueNanos) {}

  private final Duration deadline;
  private final Clock clock;
  private final Timers timers;
  private final ArrayDeque<Expected> expectedAnswers = new ArrayDeque<>();
  private boolean isSet;

  LookupDeadline(Duration deadline, Clock clock, Timers timers) {
    this.deadline = deadline;
    this.clock = clock;
    this.timers = timers;
  }

  /** The session is owed an answer; at the deadline it gets one. */
  void expectAnswer(Session session, Lookup lookup) {
    long dueNanos = clock.monotonicNanos() + deadline.toNanos();
    expectedAnswers.add(new Expected(session, lookup, dueNanos));
    set();
  }

  /** Lets go of the answers that have come; they are large. */
  void forgetAnswered() {
    while (!expectedAnswers.isEmpty() && expectedAnswers.peek().lookup().isAnswered()) {
      expectedAnswers.remove();
    }
  }

  /** The same deadline for all: the first asked is the first due, and one timer serves. */
  private void endLateLookups() {
    isSet = false;
    long now = clock.monotonicNanos();
    var sessions = new LinkedHashSet<Session>();
    while (!expectedAnswers.isEmpty() && expectedAnswers.peek().dueNanos() <= now) {
      Expected late = expectedAnswers.remove();
      late.session().onAnswer(late.lookup(), tooLate());
      sessions.add(late.session());
    }
    // Only now: of what waits nothing that is late is asked for.
    sessions.forEach(Session::startLookups);
    set();
  }

  private void set() {
    if (!isSet && !expectedAnswers.isEmpty()) {
      isSet = true;
      timers.after(
          expectedAnswers.peek().dueNanos() - clock.monotonicNanos(), this::endLateLookups);
    }
  }

  private NearbyAnswer tooLate() {
    return new NearbyAnswer.Failed(
        NearbyAnswer.Status.UNKNOWN_ERROR, "no places within " + deadline.toMillis() + " ms");
  }
}
