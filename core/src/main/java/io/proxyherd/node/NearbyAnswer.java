package io.proxyherd.node;

/** What a {@link PlaceFinder} has to say. */
public sealed interface NearbyAnswer {
  /**
   * The places, nearest first.
   *
   * @param json UTF-8 JSON in the shape of a Google Nearby Search answer: an object with {@code
   *     html_attributions}, {@code results} and {@code status} ({@code OK} or {@code ZERO_RESULTS})
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Found(byte[] json) implements NearbyAnswer {}

  /**
   * There is no answer; the client is told so in Google's own words.
   *
   * @param message one line for people, without secrets
   */
  record Failed(Status status, String message) implements NearbyAnswer {}

  /** Google's words for a lookup that failed. */
  enum Status {
    UNKNOWN_ERROR,
    OVER_QUERY_LIMIT,
    REQUEST_DENIED,
    INVALID_REQUEST
  }
}
