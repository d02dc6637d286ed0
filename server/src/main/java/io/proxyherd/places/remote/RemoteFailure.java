package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Retry;
import java.time.Duration;
import java.util.Optional;

/**
 * Why there is no answer, on its way to the caller. Its message may hold what a server has said.
 */
final class RemoteFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final Status status;
  private final Retry retry;

  @SuppressWarnings("serial") // Never serialised.
  private final Optional<Duration> retryAfter;

  RemoteFailure(Status status, Retry retry, String message, Optional<Duration> retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.retry = retry;
    this.retryAfter = retryAfter;
  }

  RemoteFailure(Status status, Retry retry, String message) {
    this(status, retry, message, Optional.empty());
  }

  Failed toFailed(String message) {
    return new Failed(status, retry, message, retryAfter);
  }
}
