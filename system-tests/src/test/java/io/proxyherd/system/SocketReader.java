package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that reads a server's events from a WebSocket. */
final class SocketReader implements AutoCloseable, WebSocket.Listener {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger pongs = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  SocketReader(InetSocketAddress server, String query, String... headers) {
    var uri = URI.create("ws://127.0.0.1:" + server.getPort() + "/v1/stream" + query);
    var builder = http.newWebSocketBuilder();
    for (String header : headers) {
      String[] nameAndValue = header.split(": ", 2);
      builder.header(nameAndValue[0], nameAndValue[1]);
    }
    socket = builder.buildAsync(uri, this).orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      told.add(new JsonMapper().readTree(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pongs.incrementAndGet();
    from.request(1);
    return null;
  }

  WebSocket socket() {
    return socket;
  }

  /** The next event, which is of that kind. */
  JsonNode next(String event) throws InterruptedException {
    JsonNode next = told.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("an event within 30 s").isNotNull();
    assertThat(next.path("event").asString()).as("%s", next).isEqualTo(event);
    return next;
  }

  int pings() {
    return pings.get();
  }

  int pongs() {
    return pongs.get();
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
