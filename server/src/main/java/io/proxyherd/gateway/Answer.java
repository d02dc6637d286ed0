package io.proxyherd.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request is answered.
 *
 * @param body empty if there is none
 * @param route that gave it, if one did
 * @param headers beside those that every answer has; by name in lower case
 * @param streaming what takes the connection over once it is answered, if anything does
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Answer(
    int status,
    byte[] body,
    Map<String, String> headers,
    Optional<Route> route,
    Optional<Streaming> streaming) {
  static final String JSON = "application/json";
  static final String GEO_JSON = "application/geo+json";
  static final String TEXT = "text/plain";
  static final String PROBLEM = "application/problem+json";

  private static final byte[] NOTHING = {};

  Answer {
    headers = Map.copyOf(headers);
  }

  private Answer(int status, byte[] body, Map<String, String> headers) {
    this(status, body, headers, Optional.empty(), Optional.empty());
  }

  /** One that goes on for as long as both sides want. */
  static Answer streaming(Streaming streaming) {
    return new Answer(200, NOTHING, Map.of(), Optional.empty(), Optional.of(streaming));
  }

  static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, body, Map.of("content-type", contentType));
  }

  static Answer json(int status, Object value) {
    return of(status, JSON, Json.print(value));
  }

  static Answer problem(Problem problem) {
    return of(problem.status(), PROBLEM, Json.print(problem));
  }

  /** Without a body. */
  static Answer empty(int status) {
    return new Answer(status, NOTHING, Map.of());
  }

  /** With one more header. */
  Answer with(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more, route, streaming);
  }

  /** Given by that route. */
  Answer by(Route giver) {
    return new Answer(status, body, headers, Optional.of(giver), streaming);
  }

  /** With another body in its place. */
  Answer withBody(byte[] other) {
    return new Answer(status, other, headers, route, streaming);
  }

  /** Named, so that who has it already need not be sent it again. */
  Answer tagged(String tag) {
    return with("etag", tag);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** What is sent to one who has it already. */
  Answer notModified() {
    var kept = new TreeMap<>(headers);
    kept.remove("content-type");
    return new Answer(304, NOTHING, kept, route, Optional.empty());
  }
}
