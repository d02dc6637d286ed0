package io.proxyherd.places;

import io.proxyherd.node.NearbyAnswer.Status;
import java.util.List;

/** What a {@link PlaceProvider} has to say. */
public sealed interface Outcome {
  /**
   * The places within the radius, nearest first, no more than the limit; none is an answer, too.
   */
  record Found(List<Place> places) implements Outcome {
    public Found {
      places = List.copyOf(places);
    }
  }

  /**
   * There is no answer.
   *
   * @param message one line for people, without secrets
   */
  record Failed(Status status, Retry retry, String message) implements Outcome {}

  /** Whether it makes sense to ask the same provider the same again. */
  enum Retry {
    /** The request, the key or the account is refused, and will be. */
    NEVER,
    /** The trouble may pass within the deadline. */
    SOON
  }
}
