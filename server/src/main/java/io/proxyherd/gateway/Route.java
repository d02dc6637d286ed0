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
 * @param repeatable those of them that it may give more than once
 * @param takes the content types of which its body must be one; empty if it has no body
 * @param gives the content types in which it can answer, the usual one first
 */
record Route(
    String method,
    String path,
    Set<String> parameters,
    Set<String> repeatable,
    List<String> takes,
    List<String> gives,
    Endpoint endpoint) {
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
    repeatable = Set.copyOf(repeatable);
    takes = List.copyOf(takes);
    gives = List.copyOf(gives);
  }

  /** A route without parameters that answers JSON. */
  Route(String method, String path, Endpoint endpoint) {
    this(method, path, Set.of(), Set.of(), List.of(), List.of(Answer.JSON), endpoint);
  }

  /** The same with parameters. */
  Route with(String... names) {
    return new Route(method, path, Set.of(names), repeatable, takes, gives, endpoint);
  }

  /** The same where that one of its parameters may be given more than once. */
  Route repeating(String name) {
    return new Route(method, path, parameters, Set.of(name), takes, gives, endpoint);
  }

  /** The same with a body. */
  Route taking(String... types) {
    return new Route(method, path, parameters, repeatable, List.of(types), gives, endpoint);
  }

  /** The same in these content types. */
  Route giving(String... types) {
    return new Route(method, path, parameters, repeatable, takes, List.of(types), endpoint);
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
