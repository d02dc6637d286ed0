package io.proxyherd.places;

import io.proxyherd.node.NearbyAnswer.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a {@link PlaceProvider} has to say. */
public sealed interface Outcome {
  /**
   * The places within the radius, nearest first, no more than the limit; none is an answer, too.
   *
   * @param original the same places as the provider wrote them, where that is to be passed on
   */
  record Found(List<Place> places, Optional<OriginalAnswer> original) implements Outcome {
    public Found {
      places = List.copyOf(places);
    }

    public Found(List<Place> places) {
      this(places, Optional.empty());
    }

    /** The same answer for a question with a smaller limit. */
    public Found limitedTo(int limit) {
      return places.size() <= limit
          ? this
          : new Found(places.subList(0, limit), original.map(all -> all.limitedTo(limit)));
    }
  }

  /**
   * There is no answer.
   *
   * @param message one line for people, without secrets
   * @param retryAfter how long the provider wants to be left alone, if it says so
   */
  record Failed(Status status, Retry retry, String message, Optional<Duration> retryAfter)
      implements Outcome {
    public Failed(Status status, Retry retry, String message) {
      this(status, retry, message, Optional.empty());
    }
  }

  /** Whether it makes sense to ask the same provider the same again. */
  enum Retry {
    /** The request, the key or the account is refused, and will be. */
    NEVER,
    /** The trouble may pass within the deadline. */
    SOON
  }
}
