package io.proxyherd.gateway;

import io.proxyherd.command.Field;
import io.proxyherd.config.HarmlessText;
import io.proxyherd.node.Node;
import io.proxyherd.transport.HerdServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What one server can be asked over HTTP. */
final class ServerApi {
  private final HerdServer server;
  private final StateReader state;
  private final Executor executor;

  /**
   * @param executor makes the answers of what the node's thread has read
   */
  ServerApi(HerdServer server, StateReader state, Executor executor) {
    this.server = server;
    this.state = state;
    this.executor = executor;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/server", _ -> describe()),
        new Route("GET", "/v1/clients/{id}/trace", request -> trace(request.part())),
        new Route("DELETE", "/v1/clients/{id}", request -> forget(request.part())),
        new Route("GET", "/healthz", _ -> health()),
        new Route("GET", "/readyz", _ -> readiness()));
  }

  private CompletionStage<Answer> describe() {
    return ask(node -> state.read(node, server.connectedClients()), read -> Answer.json(200, read));
  }

  private CompletionStage<Answer> trace(byte[] client) {
    return ask(
        node -> node.trace(field(client)).map(found -> TraceReader.read(nameOf(node), found)),
        found -> found.map(trace -> Answer.json(200, trace)).orElseGet(() -> unknown(client)));
  }

  private CompletionStage<Answer> forget(byte[] client) {
    var answer = new CompletableFuture<Answer>();
    server.tell(node -> forget(node, client, answer));
    return answer;
  }

  private static void forget(Node node, byte[] client, CompletableFuture<Answer> answer) {
    node.forget(
        field(client),
        outcome ->
            answer.complete(
                switch (outcome) {
                  case FORGOTTEN ->
                      Answer.json(200, new ClientForgotten(nameOf(node), HarmlessText.of(client)));
                  case UNKNOWN -> unknown(client);
                  case FAILED ->
                      Answer.problem(
                          Problem.of(
                              503,
                              "Service Unavailable",
                              "server",
                              "it can keep nothing, not even this order",
                              "a journal that can be written",
                              "make room on its disk, or ask another server"));
                }));
    node.endOfBatch();
  }

  private static Field field(byte[] client) {
    return new Field(client, 0, client.length);
  }

  private static String nameOf(Node node) {
    return node.neighbourhood().origin().server();
  }

  private static Answer unknown(byte[] client) {
    return Answer.problem(
        Problem.of(
            404,
            "Not Found",
            "client",
            HarmlessText.of(client),
            "a client that this server knows",
            "check the spelling, or let it send an IAMAT"));
  }

  /** It answers, so it lives. */
  private CompletionStage<Answer> health() {
    return CompletableFuture.completedFuture(Answer.json(200, Map.of("healthy", true)));
  }

  private CompletionStage<Answer> readiness() {
    return ask(
        node -> Readiness.of(node.neighbourhood().readiness()),
        read -> Answer.json(read.ready() ? 200 : 503, read));
  }

  /**
   * Whether a server has caught up since it started: {@code GET /readyz}.
   *
   * @param behind how many reports it lacks of those that its neighbours had
   * @param readiness with whom it caught up, or whom it waits for, for people
   */
  private record Readiness(boolean ready, long behind, String readiness) {
    static Readiness of(io.proxyherd.link.Readiness readiness) {
      return new Readiness(readiness.isReady(), readiness.behind(), readiness.explanation());
    }
  }

  private <T> CompletionStage<Answer> ask(Function<Node, T> question, Function<T, Answer> answer) {
    return server.ask(question).thenApplyAsync(answer, executor);
  }
}
