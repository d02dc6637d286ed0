package io.proxyherd.inquiry;

import java.util.Optional;

/**
 * What became of a question to a server.
 *
 * @param <T> what is answered
 */
public sealed interface Asked<T> {
  /** Whom it was put to, by name. */
  String server();

  /** It has answered. */
  record Answered<T>(String server, T answer) implements Asked<T> {}

  /** It has refused, for the thing asked for is not there or not possible. */
  record Refused<T>(String server, int status, String detail) implements Asked<T> {}

  /** It could not be asked; the reason is for people. */
  record Unreachable<T>(String server, String reason) implements Asked<T> {}

  /** The answer, if there is one. */
  default Optional<T> found() {
    return this instanceof Answered<T>(_, var answer) ? Optional.of(answer) : Optional.empty();
  }
}
