package io.proxyherd.gateway;

import java.util.List;

/**
 * Why a request was not answered, as RFC 9457 has it, with the value that was wrong, what was
 * expected, and the cure.
 *
 * @param type says that {@code title} says it all
 * @param detail all of it in one line, for people
 * @param routes what can be asked for, where that is in doubt
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String value,
    String expected,
    String cure,
    List<String> routes) {

  /**
   * A problem with the given thing.
   *
   * @param what the name of the thing
   */
  static Problem of(
      int status, String title, String what, String value, String expected, String cure) {
    String detail = what + ": " + value + " (expected: " + expected + "; " + cure + ")";
    return new Problem("about:blank", title, status, detail, value, expected, cure, List.of());
  }

  Problem withRoutes(List<String> known) {
    return new Problem(type, title, status, detail, value, expected, cure, known);
  }
}
