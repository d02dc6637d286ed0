package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that reads a server's events, and keeps what it was told of each client. */
final class EventReader implements AutoCloseable {
  /** What was told, and where that is in the stream. */
  record Told(String event, String cursor, JsonNode data) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Map<String, JsonNode> view = new ConcurrentSkipListMap<>();
  private final HttpResponse<java.io.InputStream> response;
  private volatile String cursor = "";
  private final AtomicInteger beats = new AtomicInteger();

  EventReader(InetSocketAddress server, String query, String... headers)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.getPort() + "/v1/stream" + query);
    var request = HttpRequest.newBuilder(uri);
    for (String header : headers) {
      String[] nameAndValue = header.split(": ", 2);
      request.header(nameAndValue[0], nameAndValue[1]);
    }
    response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    Thread.ofVirtual().start(this::read);
  }

  HttpResponse<?> response() {
    return response;
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      String event = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          cursor = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith(":")) {
          beats.incrementAndGet();
        } else if (line.isEmpty() && !data.isEmpty()) {
          take(new Told(event, cursor, new JsonMapper().readTree(data)));
          data = "";
        }
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void take(Told one) {
    String client = one.data().path("client").asString("");
    switch (one.event()) {
      case "position" -> view.put(client, one.data());
      case "left", "forgotten" -> view.remove(client);
      case "reset" -> view.clear();
      default -> {}
    }
    told.add(one);
  }

  /** The next that it is told. */
  Told next() throws InterruptedException {
    Told next = told.poll(30, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(next).as("an event within 30 s").isNotNull();
    return next;
  }

  /** The next one is that. */
  JsonNode next(String event) throws InterruptedException {
    Told next = next();
    assertThat(next.event()).as("%s", next).isEqualTo(event);
    return next.data();
  }

  /** How many it was told that nobody has asked for. */
  int waiting() {
    return told.size();
  }

  /** Where it believes the clients to be. */
  Map<String, JsonNode> view() {
    return view;
  }

  String cursor() {
    return cursor;
  }

  int beats() {
    return beats.get();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
