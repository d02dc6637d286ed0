package io.proxyherd.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One thing that can be asked for.
 *
 * @param method such as {@code GET}
 * @param path such as {@code /v1/clients/{id}}; a part in braces stands for any one
 * @param parameters the names that its query may use
 */
record Route(String method, String path, Set<String> parameters, Endpoint endpoint) {
  /** Answers the requests of a route. Must not block. */
  interface Endpoint {
    /**
     * The answer, later.
     *
     * @throws RefusedRequest or completes with it, if the request can't have what it asks for
     */
    CompletionStage<Answer> answer(Request request);
  }

  Route {
    parameters = Set.copyOf(parameters);
  }

  /** A route without parameters. */
  Route(String method, String path, Endpoint endpoint) {
    this(method, path, Set.of(), endpoint);
  }

  List<String> parts() {
    return Arrays.asList(path.substring(1).split("/", -1));
  }

  static boolean isAny(String part) {
    return part.startsWith("{");
  }

  /** {@code GET /v1/server}. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
