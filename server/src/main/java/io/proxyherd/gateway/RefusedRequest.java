package io.proxyherd.gateway;

/** A request asks for what it can't have; the problem is its answer. */
final class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  RefusedRequest(Problem problem) {
    // No stack trace: whoever sends nonsense shall not make us collect one.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** A value that is not what was expected: 400. */
  static RefusedRequest bad(String what, String value, String expected, String cure) {
    return new RefusedRequest(Problem.of(400, "Bad Request", what, value, expected, cure));
  }

  Problem problem() {
    return problem;
  }
}
