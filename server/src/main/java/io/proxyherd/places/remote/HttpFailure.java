package io.proxyherd.places.remote;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.places.Outcome.Retry;

/** What an HTTP status means where the API says nothing more. */
final class HttpFailure {
  private HttpFailure() {}

  /**
   * Of a status that is not 200.
   *
   * @param name the provider's
   */
  static RemoteFailure of(Reply reply, String name) {
    String http = " (HTTP " + reply.status() + ")";
    return switch (reply.status()) {
      case 301, 302, 303, 307, 308 ->
          lasting(
              Status.UNKNOWN_ERROR,
              "the server redirects elsewhere, which is not followed"
                  + http
                  + "; check "
                  + name
                  + ".url");
      case 400 -> lasting(Status.INVALID_REQUEST, "the request is refused" + http);
      case 401, 403, 407 -> lasting(Status.REQUEST_DENIED, "access is denied" + http);
      case 404, 405, 410 ->
          lasting(Status.UNKNOWN_ERROR, "there is no such API" + http + "; check " + name + ".url");
      case 429 -> passing(reply, Status.OVER_QUERY_LIMIT, "too many requests" + http);
      case 408, 500, 502, 503, 504 ->
          passing(reply, Status.UNKNOWN_ERROR, "the server has trouble" + http);
      default -> {
        String message = "an answer that is none" + http;
        yield reply.status() > 500
            ? passing(reply, Status.UNKNOWN_ERROR, message)
            : lasting(Status.UNKNOWN_ERROR, message);
      }
    };
  }

  private static RemoteFailure lasting(Status status, String message) {
    return new RemoteFailure(status, Retry.NEVER, message);
  }

  private static RemoteFailure passing(Reply reply, Status status, String message) {
    return new RemoteFailure(status, Retry.SOON, message, reply.retryAfter());
  }
}
