package io.proxyherd.metrics;

import io.proxyherd.time.LatencyHistogram;
import java.util.HashMap;
import java.util.Map;

/**
 * How long HTTP requests took, from the request to the answer that is handed to the socket. Not
 * thread-safe: owned by the event loop of the HTTP port.
 */
public final class RequestTimes {
  /**
   * Requests of one kind, in words of our own: nothing of it is from outside.
   *
   * @param method such as {@code GET}; empty if there is no such route
   * @param route such as {@code /v1/clients/{id}}; empty if there is none
   */
  public record Kind(String method, String route, int status) {}

  private final Map<Kind, LatencyHistogram> times = new HashMap<>();

  /** One request took so long. */
  public void record(Kind kind, long nanos) {
    times.computeIfAbsent(kind, _ -> new LatencyHistogram()).record(nanos, 1);
  }

  Map<Kind, LatencyHistogram> times() {
    return times;
  }
}
