package io.proxyherd.cassandra;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
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
    String where = names(settings);
    return find(causes, AuthenticationException.class)
        .map(_ -> where + ": " + login(settings))
        .or(() ->
            find(causes, UnauthorizedException.class)
                .map(refused -> where + ": " + refused.getMessage() + "; grant the role more"))
        .or(() ->
            find(causes, UnsupportedProtocolVersionException.class)
                .map(_ ->
                    where + ": speaks no native protocol v5 (expected: Cassandra 4.0 or newer)"))
        .or(() ->
            find(causes, SSLException.class)
                .map(refused ->
                    where + ": TLS failed: " + refused.getMessage() + "; correct cassandra.tls"))
        .or(() -> find(causes, UnknownHostException.class).map(_ -> unknownHost(where)))
        .or(() -> find(causes, UnresolvedAddressException.class).map(_ -> unknownHost(where)))
        .orElseGet(() ->
            where
                + ": "
                + lastMessage(causes)
                + " (expected: a node of the cluster); start it, or correct"
                + " cassandra.contact-points");
  }

  private static String unknownHost(String where) {
    return where + ": unknown host; correct cassandra.contact-points";
  }

  private static String login(CassandraSettings settings) {
    return settings
        .login()
        .map(login ->
            "refuses "
                + login.username()
                + " or its password; correct cassandra.username"
                + " and the password")
        .orElse("asks for a login; set cassandra.username and the password");
  }

  /** The contact points, in one line. */
  static String names(CassandraSettings settings) {
    return settings.contactPoints().stream().map(ConnectFailures::name).collect(joining(", "));
  }

  private static String name(InetSocketAddress point) {
    return point.getHostString() + ":" + point.getPort();
  }

  private static <E extends Throwable> Optional<E> find(List<Throwable> causes, Class<E> wanted) {
    return causes.stream().filter(wanted::isInstance).map(wanted::cast).findFirst();
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
      Optional.ofNullable(next.getCause())
          .filter(cause -> !found.contains(cause))
          .ifPresent(open::add);
    }
    return found;
  }

  private static String lastMessage(List<Throwable> causes) {
    Throwable last = causes.getLast();
    String message = last.getMessage();
    return message == null
        ? last.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
