package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.ORIGIN;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.proxyherd.text.Printable;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What web pages may do from a browser that reaches this server. Pages of other servers change
 * nothing here: whatever changes something needs a method or a content type for which a browser
 * asks first (CORS), and is refused besides when the browser says that another page asks.
 */
final class WebPages {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");
  private static final String FETCH_SITE = "sec-fetch-site";
  private static final String REQUEST_HEADERS = "Content-Type, If-None-Match, Last-Event-ID";
  private static final String SHOWN_HEADERS = "ETag, Retry-After";
  private static final String ASK_AGAIN_SECONDS = "600";

  private final Set<String> allowed;
  private final Supplier<Set<String>> herd;

  /**
   * @param allowed the origins of pages that may do all, such as {@code https://example.org}
   * @param herd the origins of all servers, whose dashboard may do all, too
   */
  WebPages(Set<String> allowed, Supplier<Set<String>> herd) {
    this.allowed = Set.copyOf(allowed);
    this.herd = herd;
  }

  /** What is wrong with the page that sends this request. */
  Optional<Problem> objection(HttpRequest request) {
    HttpHeaders headers = request.headers();
    String origin = headers.get(ORIGIN, "");
    if (isHarmless(request) || isAllowed(origin)) {
      return Optional.empty();
    }
    boolean foreign =
        origin.isEmpty()
            ? FOREIGN.contains(headers.get(FETCH_SITE, ""))
            : !isOwn(origin, headers.get(HOST, ""));
    return foreign ? Optional.of(refusal(origin)) : Optional.empty();
  }

  private boolean isAllowed(String origin) {
    return !origin.isEmpty() && (allowed.contains(origin) || herd.get().contains(origin));
  }

  /** A stream is not: the same-origin policy does not hold for WebSockets, and room is limited. */
  private static boolean isHarmless(HttpRequest request) {
    return SAFE.contains(request.method().name())
        && !request.uri().split("\\?", 2)[0].equals(StreamApi.PATH);
  }

  private static boolean isOwn(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static Problem refusal(String origin) {
    return Problem.of(
        403,
        "Forbidden",
        "origin",
        origin.isEmpty() ? "another web page" : Printable.text(origin),
        "a program, a page of this server, or one that http.cors-origins names",
        "set http.cors-origins if that page may do this");
  }

  /** The answer with what a browser needs to hand it to the page. */
  Answer told(HttpRequest request, Answer answer) {
    String vary = answer.header("vary");
    Answer told = answer.with("vary", vary.isEmpty() ? "Origin" : vary + ", Origin");
    String origin = request.headers().get(ORIGIN, "");
    if (!isAllowed(origin)) {
      return told;
    }
    told =
        told.with("access-control-allow-origin", origin)
            .with("access-control-expose-headers", SHOWN_HEADERS);
    boolean preflight =
        request.method().name().equals("OPTIONS")
            && request.headers().contains(ACCESS_CONTROL_REQUEST_METHOD);
    return preflight
        ? told.with("access-control-allow-methods", answer.header("allow"))
            .with("access-control-allow-headers", REQUEST_HEADERS)
            .with("access-control-max-age", ASK_AGAIN_SECONDS)
        : told;
  }
}
