package io.proxyherd.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.proxyherd.command.Field;
import io.proxyherd.node.Node;
import io.proxyherd.store.Found;
import io.proxyherd.transport.HerdServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Asks a node on its own thread, where a value is only read off, and makes the answer of it on
 * another.
 *
 * @param executor makes the answers: the gateway's event loop
 */
record Asking(HerdServer server, Executor executor) {
  /** The answer made of what the node says. */
  <T> CompletionStage<Answer> ask(Function<Node, T> question, Function<T, Answer> answer) {
    return then(server.ask(question), answer);
  }

  /** The same, or word that the node answers nobody, if it takes longer than that. */
  <T> CompletionStage<Answer> askSoon(
      Function<Node, T> question, Duration patience, Function<T, Answer> answer) {
    return then(
        server
            .ask(question)
            .thenApply(Optional::of)
            .completeOnTimeout(Optional.empty(), patience.toMillis(), MILLISECONDS),
        asked -> asked.map(answer).orElseGet(() -> Answer.problem(busy(patience))));
  }

  private static Problem busy(Duration patience) {
    return Problem.of(
        503,
        "Service Unavailable",
        "server",
        "its thread has not answered for " + patience.toMillis() + " ms",
        "an answer within status.answer-timeout",
        "see what holds it up, or start it again");
  }

  /** Where the client is, wherever reports are kept. */
  CompletableFuture<Found> find(byte[] client) {
    var found = new CompletableFuture<Found>();
    server.tell(asked -> asked.find(field(client), found::complete));
    return found;
  }

  /** The answer made of what comes later, on any thread. */
  <T> CompletableFuture<Answer> then(CompletableFuture<T> later, Function<T, Answer> answer) {
    return later.thenApplyAsync(answer, executor);
  }

  static Field field(byte[] client) {
    return new Field(client, 0, client.length);
  }

  static String nameOf(Node node) {
    return node.neighbourhood().origin().server();
  }
}
