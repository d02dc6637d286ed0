package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.HOST;

import io.netty.handler.codec.http.HttpRequest;
import io.proxyherd.text.Printable;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages out of a server that listens for this machine only: a page whose host's name was
 * made to mean 127.0.0.1 (DNS rebinding) still names that host in its requests.
 */
final class LocalHosts {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String own;

  /**
   * @param own the host at which the server listens, as configured
   */
  LocalHosts(String own) {
    this.own = own;
  }

  /** What is wrong with the host that the request names; no host at all comes from no browser. */
  Optional<Problem> objection(HttpRequest request) {
    String named = request.headers().get(HOST, "");
    String host = named.replaceFirst(":[0-9]*$", "");
    if (named.isEmpty() || NAMES.contains(host) || host.equals(own)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            421,
            "Misdirected Request",
            "host",
            Printable.text(named),
            "localhost, 127.0.0.1 or [::1]",
            "this server answers its own machine only; set its http-host"));
  }
}
