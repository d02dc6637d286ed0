package io.proxyherd.places.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.places.Outcome.Failed;
import io.proxyherd.places.Outcome.Retry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what went wrong into one line for people: the provider, what happened, the cure. Nothing of
 * a request is ever in it, and the key is taken out of what comes from elsewhere.
 */
final class FailureText {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private final RemoteSettings settings;
  private final Optional<Secret> key;

  FailureText(RemoteSettings settings, Optional<Secret> key) {
    this.settings = settings;
    this.key = key;
  }

  /** The answer as text, without the key. */
  Reply reply(HttpResponse<byte[]> response) throws CharacterCodingException {
    String body = UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body())).toString();
    var retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Integer.parseInt(text)));
    return new Reply(response.statusCode(), retryAfter, withoutKey(body));
  }

  Failed of(RemoteFailure failure) {
    return failure.toFailed(line(String.valueOf(failure.getMessage())));
  }

  /** Of what the HTTP client or a bug of ours has thrown. */
  Failed of(@Nullable Throwable failure, Duration patience) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case LimitedBody.TooLong _ ->
          lasting("the answer is longer than " + settings.bodyLimit() + " bytes and was cut off");
      case HttpConnectTimeoutException _ -> passing("no connection to " + host() + " came about");
      case HttpTimeoutException _ -> timeout(patience);
      case UnknownHostException _ -> unknownHost();
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          unknownHost();
      case ConnectException _ -> passing(host() + " refuses the connection");
      case SSLException e ->
          lasting(
              "no encrypted connection to %s: %s; check %s.url and this machine's clock and certificates"
                  .formatted(host(), Excerpt.of(withoutKey(e.getMessage())), settings.name()));
      case IOException _ -> passing("the connection to " + host() + " broke");
      case null, default -> lasting("the request failed in this server (" + className(cause) + ")");
    };
  }

  private static String className(@Nullable Throwable failure) {
    return failure == null ? "no reason" : failure.getClass().getSimpleName();
  }

  Failed timeout(Duration patience) {
    return passing("no complete answer within " + patience.toMillis() + " ms");
  }

  Failed garbage() {
    return lasting("the answer is not what this API promises; check " + settings.name() + ".url");
  }

  Failed closed() {
    return lasting("the server is stopping");
  }

  Failed tooManyRequests() {
    return passing(settings.maxRequests() + " requests are under way; no more at a time");
  }

  private Failed unknownHost() {
    return lasting(
        "%s is an unknown host; check %s.url and the network".formatted(host(), settings.name()));
  }

  private String host() {
    return settings.url().getHost();
  }

  private Failed passing(String message) {
    return new Failed(Status.UNKNOWN_ERROR, Retry.SOON, line(message));
  }

  private Failed lasting(String message) {
    return new Failed(Status.UNKNOWN_ERROR, Retry.NEVER, line(message));
  }

  private String line(String message) {
    return settings.name() + ": " + withoutKey(message);
  }

  private String withoutKey(@Nullable String text) {
    String known = String.valueOf(text);
    return key.map(secret -> secret.hideIn(known)).orElse(known);
  }
}
