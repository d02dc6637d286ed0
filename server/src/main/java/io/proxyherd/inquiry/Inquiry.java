package io.proxyherd.inquiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.config.Address;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.ClientForgotten;
import io.proxyherd.gateway.ClientTrace;
import io.proxyherd.gateway.Json;
import io.proxyherd.gateway.Problem;
import io.proxyherd.gateway.ServerState;
import io.proxyherd.text.Printable;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/** Asks servers over HTTP, all at once. */
public final class Inquiry implements AutoCloseable {
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param timeout within which each must have answered
   */
  public Inquiry(Duration timeout) {
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** How the servers are, in their order. */
  public List<Asked<ServerState>> states(List<ServerConfig> servers) {
    return all(servers, "GET", "/v1/server", ServerState.class, ServerState::server);
  }

  /**
   * Why the servers believe what they do of a client, in their order; one that does not know it
   * refuses with 404.
   */
  public List<Asked<ClientTrace>> traces(List<ServerConfig> servers, String id) {
    String path = "/v1/clients/" + percentEncoded(id) + "/trace";
    return all(servers, "GET", path, ClientTrace.class, ClientTrace::server);
  }

  /** Makes the server, and by it the herd, forget a client. */
  public Asked<ClientForgotten> forget(ServerConfig server, String id) {
    String path = "/v1/clients/" + percentEncoded(id);
    return ask(server, "DELETE", path, ClientForgotten.class, ClientForgotten::server).join();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private <T> List<Asked<T>> all(
      List<ServerConfig> servers,
      String method,
      String path,
      Class<T> type,
      Function<T, String> name) {
    var asked = servers.stream().map(server -> ask(server, method, path, type, name)).toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  private <T> CompletableFuture<Asked<T>> ask(
      ServerConfig server, String method, String path, Class<T> type, Function<T, String> name) {
    if (server.reachableHttp().isEmpty()) {
      return CompletableFuture.completedFuture(
          new Asked.Unreachable<>(server.name(), "its http-port is off"));
    }
    Address address = server.reachableHttp().get();
    var request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(timeout)
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(response -> asked(server, address, response, type, name))
        // A server that sends its answer drop by drop.
        .orTimeout(timeout.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .exceptionally(failure -> new Asked.Unreachable<>(server.name(), reason(failure, address)));
  }

  private static <T> Asked<T> asked(
      ServerConfig server,
      Address address,
      HttpResponse<byte[]> response,
      Class<T> type,
      Function<T, String> name) {
    try {
      if (response.statusCode() != 200) {
        Problem problem = Json.read(response.body(), Problem.class);
        return new Asked.Refused<>(
            server.name(), response.statusCode(), Printable.text(problem.detail()));
      }
      T answer = Json.read(response.body(), type);
      if (name.apply(answer).equals(server.name())) {
        return new Asked.Answered<>(server.name(), answer);
      }
      return new Asked.Unreachable<>(
          server.name(),
          "at %s answers %s; set %s's http-host so that it can be asked from here"
              .formatted(address, Printable.text(name.apply(answer)), server.name()));
    } catch (JacksonException e) {
      return new Asked.Unreachable<>(server.name(), "at " + address + " is no server of a herd");
    }
  }

  private String reason(Throwable failure, Address address) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case HttpTimeoutException _ -> noAnswer(address);
      case java.util.concurrent.TimeoutException _ -> noAnswer(address);
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          address.host() + " is an unknown host";
      case ConnectException _ -> "nobody listens at " + address;
      default ->
          "the connection to "
              + address
              + " broke: "
              + Printable.text(String.valueOf(cause.getMessage()));
    };
  }

  private String noAnswer(Address address) {
    return "no answer from " + address + " within " + timeout.toMillis() + " ms";
  }

  private static String percentEncoded(String text) {
    var encoded = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      char c = (char) each;
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%" + HexFormat.of().toHexDigits(each));
    }
    return encoded.toString();
  }
}
