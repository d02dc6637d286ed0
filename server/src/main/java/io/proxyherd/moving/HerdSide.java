package io.proxyherd.moving;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.Json;
import io.proxyherd.gateway.Problem;
import io.proxyherd.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The running servers of a herd, asked over HTTP one at a time; another one if the one that was
 * asked does not answer.
 */
final class HerdSide implements AutoCloseable {
  static final String NDJSON = "application/x-ndjson";

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int TRY_AGAIN = 503;

  private final List<ServerConfig> servers;
  private final Duration patience;
  private final HttpClient client;
  private int current;

  /**
   * @param servers those with an HTTP port are asked
   * @param patience how long to go on trying
   */
  HerdSide(List<ServerConfig> servers, Duration patience) {
    this.servers = servers.stream().filter(server -> server.reachableHttp().isPresent()).toList();
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_TIMEOUT)
            .build();
  }

  static String description(HerdConfig herd) {
    return "herd " + herd.cluster();
  }

  /**
   * What a server answers, whatever it is but 503.
   *
   * @param body of a POST; empty for a GET
   * @throws IOException if none answers
   */
  HttpResponse<byte[]> ask(String path, Optional<byte[]> body)
      throws IOException, InterruptedException {
    if (servers.isEmpty()) {
      throw new IOException(
          "herd: no server has an HTTP port (expected: http-port on one of them)");
    }
    var waiting = new Patience(patience);
    while (true) {
      String trouble;
      try {
        HttpResponse<byte[]> response = askOne(path, body);
        if (response.statusCode() != TRY_AGAIN) {
          return response;
        }
        trouble = detail(response);
      } catch (IOException e) {
        trouble = Printable.text(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
      }
      if (!waiting.isLeft()) {
        throw new IOException(
            "%s: %s; start the herd, and run this again: it goes on from here"
                .formatted(name(), trouble));
      }
      current++;
      waiting.pause();
    }
  }

  private HttpResponse<byte[]> askOne(String path, Optional<byte[]> body)
      throws IOException, InterruptedException {
    Address address = server().reachableHttp().orElseThrow();
    var request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(ANSWER_TIMEOUT);
    body.ifPresent(bytes ->
        request.POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).header("content-type", NDJSON));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Why it is refused, in one line. */
  String detail(HttpResponse<byte[]> response) {
    try {
      return Printable.escaped(Json.read(response.body(), Problem.class).detail());
    } catch (JacksonException _) {
      return "status %d; what listens at %s is no server of a herd, or an older one"
          .formatted(response.statusCode(), server().reachableHttp().orElseThrow());
    }
  }

  /** Of the server that was asked last. */
  String name() {
    return server().name();
  }

  private ServerConfig server() {
    return servers.get(current % servers.size());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
