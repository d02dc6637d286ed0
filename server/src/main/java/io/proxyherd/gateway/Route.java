package io.proxyherd.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One thing that can be asked for.
 *
 * @param method such as {@code GET}
 * @param path such as {@code /v1/clients/{id}}; a part in braces stands for any one
 */
record Route(String method, String path, Endpoint endpoint) {
  /** Answers the requests of a route. Must not block. */
  interface Endpoint {
    /**
     * The answer, later.
     *
     * @param parts what stands for the parts in braces, in their order; not empty
     */
    CompletionStage<Answer> answer(List<byte[]> parts);
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
