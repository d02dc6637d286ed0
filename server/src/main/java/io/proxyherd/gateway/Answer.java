package io.proxyherd.gateway;

import java.util.Optional;

/**
 * What a request is answered.
 *
 * @param allow the methods that would do, if the request's did not
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Answer(int status, String contentType, byte[] body, Optional<String> allow) {
  static Answer json(int status, Object value) {
    return new Answer(status, "application/json", Json.print(value), Optional.empty());
  }

  static Answer problem(Problem problem) {
    return new Answer(
        problem.status(), "application/problem+json", Json.print(problem), Optional.empty());
  }

  Answer allowing(String methods) {
    return new Answer(status, contentType, body, Optional.of(methods));
  }
}
