package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of Google's Places API (New) as a herd needs: it answers, refuses or hangs as told. */
final class GoogleStub implements AutoCloseable {
  /** What it does with a question. */
  enum Mood {
    ANSWERS,
    DENIES,
    IS_OVER_ITS_QUOTA,
    HANGS
  }

  private final HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Mood mood = Mood.ANSWERS;
  private volatile String key = "";

  GoogleStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2048);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/places:searchNearby", this::serve);
    server.start();
  }

  /** From now on. */
  void is(Mood next) {
    mood = next;
  }

  /** How often it was asked. */
  int calls() {
    return calls.get();
  }

  /** With which key it was asked last. */
  String key() {
    return key;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      calls.incrementAndGet();
      key = String.valueOf(exchange.getRequestHeaders().getFirst("X-Goog-Api-Key"));
      exchange.getRequestBody().readAllBytes();
      switch (mood) {
        case ANSWERS ->
            answer(
                exchange,
                200,
                """
                {"places": [{"id": "ChIJ-stub", "displayName": {"text": "Stub's Diner"},
                  "types": ["restaurant"], "formattedAddress": "1 Stub Street",
                  "location": {"latitude": 34.0689, "longitude": -118.4451}}]}
                """);
        case DENIES ->
            answer(
                exchange,
                400,
                """
                {"error": {"code": 400, "message": "API key not valid.",
                  "status": "INVALID_ARGUMENT", "details": [
                    {"@type": "type.googleapis.com/google.rpc.ErrorInfo",
                     "reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}
                """);
        case IS_OVER_ITS_QUOTA ->
            answer(
                exchange,
                429,
                """
                {"error": {"code": 429, "message": "Quota exceeded for quota metric.",
                  "status": "RESOURCE_EXHAUSTED"}}
                """);
        case HANGS -> closing.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
