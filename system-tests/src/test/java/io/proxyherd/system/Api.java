package io.proxyherd.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the HTTP API of servers, and checks every answer against the contract. */
final class Api implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String JSON = "Content-Type: application/json";
  static final String NDJSON = "Content-Type: application/x-ndjson";
  static final String GEO_JSON = "Content-Type: application/geo+json";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestHerd herd;
  private final ApiContract contract;

  /** What is answered. */
  record Reply(int status, HttpResponse<byte[]> response) {
    String body() {
      return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return new JsonMapper().readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Api(TestHerd herd) throws IOException, InterruptedException {
    this.herd = herd;
    contract =
        new ApiContract(exchange(herd.names().getFirst(), "GET", "/openapi.json", "").body());
  }

  ApiContract contract() {
    return contract;
  }

  Reply get(String server, String target, String... headers) throws Exception {
    return send(server, "GET", target, "", headers);
  }

  Reply put(String server, String client, String json) throws Exception {
    return send(server, "PUT", "/v1/clients/" + client + "/position", json, JSON);
  }

  /** Sends a request; headers such as {@code Accept: text/html}. */
  Reply send(String server, String method, String target, String body, String... headers)
      throws Exception {
    Reply reply = exchange(server, method, target, body, headers);
    contract.check(method, target, reply);
    return reply;
  }

  private Reply exchange(
      String server, String method, String target, String body, String... headers)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + herd.http(server).getPort() + target);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (String header : headers) {
      String[] nameAndValue = header.split(": ", 2);
      request.header(nameAndValue[0], nameAndValue[1]);
    }
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
