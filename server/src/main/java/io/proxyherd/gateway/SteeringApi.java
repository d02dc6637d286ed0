package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.gateway.Steering.Steered;
import io.proxyherd.text.HarmlessText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** Servers of the same process, as they can be stopped, started and cut off over HTTP. */
final class SteeringApi {
  private static final String RUNNING = "running";
  private static final String LINKED = "linked";

  private final String own;
  private final Steering steering;

  /**
   * @param own the name of the server that is asked: it stops others, not itself
   */
  SteeringApi(String own, Steering steering) {
    this.own = own;
    this.steering = steering;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/herd/servers",
            _ ->
                CompletableFuture.completedFuture(
                    Answer.json(200, Map.of("servers", steering.servers())))),
        new Route("PUT", "/v1/herd/servers/{name}", this::steer).taking(Answer.JSON));
  }

  private CompletionStage<Answer> steer(Request request) {
    String name = new String(request.part(), UTF_8);
    Steered now =
        steering.servers().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(request.part()));
    Steered wanted = wanted(now, request.body());
    if (name.equals(own) && !wanted.running()) {
      throw new RefusedRequest(
          Problem.of(
              409,
              "Conflict",
              RUNNING,
              "false for " + own + " itself",
              "another server's name",
              "ask another server to stop this one"));
    }
    return steering
        .steer(wanted)
        .thenApply(steered -> Answer.json(200, steered))
        .exceptionally(failure -> failed(name, failure));
  }

  private static Steered wanted(Steered now, byte[] body) {
    JsonNode tree =
        Json.readTree(body)
            .filter(JsonNode::isObject)
            .filter(object ->
                object.properties().stream().allMatch(each -> each.getValue().isBoolean()))
            .filter(object ->
                object.propertyNames().stream().allMatch(List.of(RUNNING, LINKED)::contains))
            .orElseThrow(() ->
                RefusedRequest.bad(
                    "body",
                    "something else",
                    "a JSON object with `running` or `linked`, true or false",
                    "write such as {\"running\": false}"));
    return new Steered(
        now.name(),
        tree.path(RUNNING).asBoolean(now.running()),
        tree.path(LINKED).asBoolean(now.linked()));
  }

  private RefusedRequest unknown(byte[] name) {
    return new RefusedRequest(
        Problem.of(
            404,
            "Not Found",
            "server",
            HarmlessText.of(name),
            "any of " + String.join(", ", steering.servers().stream().map(Steered::name).toList()),
            "check the spelling"));
  }

  private static Answer failed(String name, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return Answer.problem(
        Problem.of(
            503,
            "Service Unavailable",
            name,
            Optional.ofNullable(cause).map(Throwable::getMessage).orElse("an error of our own"),
            "a server that starts",
            "see its log, then try again"));
  }
}
