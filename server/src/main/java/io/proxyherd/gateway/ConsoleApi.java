package io.proxyherd.gateway;

import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.Node;
import io.proxyherd.node.Session;
import io.proxyherd.transport.HerdServer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/**
 * A line of the line protocol, for those who can open no socket: the dashboard's console. It goes
 * through a session of its own, so that its answer is byte by byte what a client would get.
 */
final class ConsoleApi {
  private static final String LINE = "line";

  private final HerdServer server;

  ConsoleApi(HerdServer server) {
    this.server = server;
  }

  List<Route> routes() {
    return List.of(
        // JSON, for which a browser asks first if another page wants to send it.
        new Route("POST", "/v1/console", this::say).taking(Answer.JSON).giving(Answer.TEXT));
  }

  private CompletionStage<Answer> say(Request request) {
    byte[] line = line(request.body());
    var answer = new CompletableFuture<byte[]>();
    server.tell(node -> Exchange.begin(node, line, request.asker(), answer));
    return answer.thenApply(
        bytes -> Answer.of(200, Answer.TEXT, bytes).with("x-content-type-options", "nosniff"));
  }

  private static byte[] line(byte[] body) {
    JsonNode line = Json.readTree(body).map(tree -> tree.path(LINE)).orElseThrow(ConsoleApi::none);
    String text = line.isString() ? line.asString() : "";
    if (text.isBlank() || text.indexOf('\n') >= 0) {
      throw none();
    }
    return (text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static RefusedRequest none() {
    return RefusedRequest.bad(
        "body", "no line", "a JSON object whose `line` is one line", "send several one by one");
  }

  /** One session of one line. Not thread-safe: owned by the node. */
  private record Exchange(
      String asker, ByteArrayOutputStream replies, CompletableFuture<byte[]> answer)
      implements ClientConnection {
    static void begin(Node node, byte[] line, String asker, CompletableFuture<byte[]> answer) {
      Session session = node.openSession(new Exchange(asker, new ByteArrayOutputStream(), answer));
      session.onBytes(line, 0, line.length);
      session.onInputClosed();
      node.endOfBatch();
    }

    @Override
    public void send(byte[] bytes, int length) {
      replies.write(bytes, 0, length);
    }

    @Override
    public void close() {
      answer.complete(replies.toByteArray());
    }

    @Override
    public String host() {
      return asker;
    }

    @Override
    public String toString() {
      return asker + " (console)";
    }
  }
}
