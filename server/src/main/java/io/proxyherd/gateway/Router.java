package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.FullHttpRequest;
import io.proxyherd.text.HarmlessText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Finds what answers a request, or says what could be asked for. */
final class Router {
  private static final String HEAD = "HEAD";
  private static final String GET = "GET";
  private static final String OPTIONS = "OPTIONS";

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * The answer to a request. {@code HEAD} is answered as {@code GET}; its sender drops the body.
   *
   * @param asker the host that asks
   */
  CompletionStage<Answer> answer(FullHttpRequest request, String asker) {
    try {
      return find(request, asker);
    } catch (RefusedRequest refused) {
      return now(Answer.problem(refused.problem()));
    }
  }

  private static Answer refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedRequest refused) {
      return Answer.problem(refused.problem());
    }
    throw failure instanceof CompletionException known ? known : new CompletionException(failure);
  }

  private CompletionStage<Answer> find(FullHttpRequest request, String asker) {
    String method = request.method().name();
    String target = request.uri();
    if (method.equals(OPTIONS) && target.equals("*")) {
      return now(allowing(Answer.empty(204), routes));
    }
    List<byte[]> parts =
        PathText.parts(target)
            .orElseThrow(() ->
                RefusedRequest.bad(
                    "path",
                    shown(target),
                    "a path in which each % is followed by two hex digits",
                    "write a percent sign as %25"));
    List<Route> found = routes.stream().filter(route -> matches(route, parts)).toList();
    if (found.isEmpty()) {
      throw new RefusedRequest(unknown(target));
    }
    if (method.equals(OPTIONS)) {
      return now(allowing(Answer.empty(204), found));
    }
    String asked = method.equals(HEAD) ? GET : method;
    return found.stream()
        .filter(route -> route.method().equals(asked))
        .findFirst()
        .map(route -> ask(route, request, parts, asker).thenApply(answer -> answer.by(route)))
        .orElseGet(() -> now(wrongMethod(method, found)));
  }

  private static CompletionStage<Answer> ask(
      Route route, FullHttpRequest request, List<byte[]> parts, String asker) {
    try {
      var given = Request.of(request, route, anyParts(route, parts), asker);
      var answer = route.endpoint().answer(given);
      return (route.gives().size() == 1
              ? answer
              : answer.thenApply(each -> each.with("vary", "Accept")))
          .exceptionally(Router::refusal);
    } catch (RefusedRequest refused) {
      return now(Answer.problem(refused.problem()));
    }
  }

  private static boolean matches(Route route, List<byte[]> parts) {
    List<String> expected = route.parts();
    boolean matches = expected.size() == parts.size();
    for (int at = 0; matches && at < parts.size(); at++) {
      matches =
          Route.isAny(expected.get(at))
              ? parts.get(at).length > 0
              : Arrays.equals(parts.get(at), expected.get(at).getBytes(UTF_8));
    }
    return matches;
  }

  private static List<byte[]> anyParts(Route route, List<byte[]> parts) {
    var any = new ArrayList<byte[]>();
    List<String> expected = route.parts();
    for (int at = 0; at < parts.size(); at++) {
      if (Route.isAny(expected.get(at))) {
        any.add(parts.get(at));
      }
    }
    return any;
  }

  private Problem unknown(String target) {
    return Problem.of(
            404, "Not Found", "path", shown(target), "one of those in routes", "check the spelling")
        .withRoutes(routes.stream().map(Route::toString).toList());
  }

  private static Answer wrongMethod(String method, List<Route> found) {
    return allowing(
        Answer.problem(
            Problem.of(
                405,
                "Method Not Allowed",
                "method",
                shown(method),
                methods(found),
                "use one of these with this path")),
        found);
  }

  private static Answer allowing(Answer answer, List<Route> routes) {
    return answer.with("allow", methods(routes));
  }

  private static String methods(List<Route> routes) {
    var methods = new TreeSet<>(routes.stream().map(Route::method).toList());
    methods.add(OPTIONS);
    if (methods.contains(GET)) {
      methods.add(HEAD);
    }
    return String.join(", ", methods);
  }

  private static String shown(String text) {
    return HarmlessText.of(text.getBytes(UTF_8));
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
