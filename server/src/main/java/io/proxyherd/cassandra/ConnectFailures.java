package io.proxyherd.cassandra;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a cluster can't be used, for people: one line, with the cure. */
final class ConnectFailures {
  private ConnectFailures() {}

  static String print(Throwable error, CassandraSettings settings) {
    List<Throwable> causes = causes(error);
    return causes.stream()
        .flatMap(cause -> known(cause, settings).stream())
        .findFirst()
        .orElseGet(() ->
            "%s: %s (expected: a node of the cluster); start it, or correct cassandra.contact-points"
                .formatted(names(settings), message(causes.getLast())));
  }

  private static Optional<String> known(Throwable cause, CassandraSettings settings) {
    if (cause instanceof TlsFailure refused) {
      return Optional.of(message(refused));
    }
    String trouble =
        switch (cause) {
          case AuthenticationException _ -> login(settings);
          case UnauthorizedException refused -> message(refused) + "; grant the role more";
          case UnsupportedProtocolVersionException _ ->
              "speaks no native protocol v5 (expected: Cassandra 4.0 or newer)";
          case SSLException refused ->
              "TLS failed: " + message(refused) + "; correct cassandra.tls and its files";
          case ConnectException refused ->
              "nobody there (%s); start the cluster, or correct cassandra.contact-points"
                  .formatted(message(refused));
          case UnknownHostException _, UnresolvedAddressException _ ->
              "unknown host; correct cassandra.contact-points";
          default -> "";
        };
    return trouble.isEmpty() ? Optional.empty() : Optional.of(names(settings) + ": " + trouble);
  }

  private static String login(CassandraSettings settings) {
    return settings
        .login()
        .map(login ->
            "refuses role %s or its password; correct cassandra.username and the password"
                .formatted(login.username()))
        .orElse("asks for a login; set cassandra.username and the password");
  }

  /** The contact points, in one line. */
  static String names(CassandraSettings settings) {
    return settings.contactPoints().stream().map(ConnectFailures::name).collect(joining(", "));
  }

  private static String name(InetSocketAddress point) {
    return point.getHostString() + ":" + point.getPort();
  }

  /** The error, its causes, and what each node said; few, for there are few contact points. */
  private static List<Throwable> causes(Throwable error) {
    var found = new ArrayList<Throwable>();
    var open = new ArrayDeque<>(List.of(error));
    while (!open.isEmpty() && found.size() < 100) {
      Throwable next = open.poll();
      found.add(next);
      if (next instanceof AllNodesFailedException all) {
        all.getAllErrors().values().forEach(open::addAll);
      }
      open.addAll(List.of(next.getSuppressed()));
      Optional.ofNullable(next.getCause())
          .filter(cause -> !found.contains(cause))
          .ifPresent(open::add);
    }
    return found;
  }

  /** The first line of what it says. */
  static String message(Throwable error) {
    return Optional.ofNullable(error.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse(error.getClass().getSimpleName());
  }
}
