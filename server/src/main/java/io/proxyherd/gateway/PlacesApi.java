package io.proxyherd.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.proxyherd.geo.Position;
import io.proxyherd.node.NearbyAnswer;
import io.proxyherd.node.NearbyAnswer.Status;
import io.proxyherd.node.NearbyQuery;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.store.Found;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.text.Printable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Places near a client or a point: WHATSAT for programs. */
final class PlacesApi {
  private static final double USUAL_RADIUS_KM = 10;
  private static final int USUAL_LIMIT = 20;
  private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,64}");

  private final GatewaySettings settings;
  private final Asking node;
  private final PlaceFinder places;

  PlacesApi(GatewaySettings settings, Asking node, PlaceFinder places) {
    this.settings = settings;
    this.node = node;
    this.places = places;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/clients/{id}/places", this::nearClient)
            .with("radiusKm", "limit", "type"),
        new Route("GET", "/v1/places", this::nearPoint).with("near", "radiusKm", "limit", "type"));
  }

  private CompletionStage<Answer> nearClient(Request request) {
    byte[] client = request.part();
    // What is wrong with the query is said whether the client is known or not.
    var _ = query(request, new Position(0, 0));
    return node.find(client)
        .thenComposeAsync(
            found ->
                switch (found) {
                  case Found.Known(var report) -> nearReport(request, report);
                  case Found.Unknown _ ->
                      CompletableFuture.completedFuture(ClientApi.unknown(client));
                  case StoreFailure failure ->
                      CompletableFuture.completedFuture(Answer.problem(StoreProblem.of(failure)));
                },
            node.executor());
  }

  private CompletableFuture<Answer> nearReport(Request request, Report report) {
    var at = ClientPosition.known(settings.server(), report, Instant.now());
    return find(query(request, new Position(at.latitude(), at.longitude())), "client", at);
  }

  private CompletionStage<Answer> nearPoint(Request request) {
    Position near = Query.required("near", request.query().position("near"), "LAT,LON in degrees");
    return find(query(request, near), "near", near);
  }

  private NearbyQuery query(Request request, Position at) {
    Query query = request.query();
    double radiusKm =
        query
            .positive("radiusKm", settings.greatestRadiusKm(), "kilometres")
            .orElse(Math.min(USUAL_RADIUS_KM, settings.greatestRadiusKm()));
    int limit =
        query
            .whole("limit", 1, settings.mostPlaces())
            .orElse(Math.min(USUAL_LIMIT, settings.mostPlaces()));
    Optional<String> type = query.text("type");
    if (type.isPresent() && !TYPE.matcher(type.get()).matches()) {
      throw RefusedRequest.bad(
          "type",
          Printable.text(type.get()),
          "a type in Google's words",
          "write such as type=airport");
    }
    return new NearbyQuery(at.latitude(), at.longitude(), radiusKm, limit, type, request.asker());
  }

  private CompletableFuture<Answer> find(NearbyQuery query, String centre, Object at) {
    var answer = new CompletableFuture<Optional<NearbyAnswer>>();
    places.find(query, found -> answer.complete(Optional.of(found)));
    long deadlineMs = settings.placesDeadline().toMillis();
    return node.then(
        answer.completeOnTimeout(Optional.empty(), deadlineMs, MILLISECONDS),
        found -> found.map(some -> answer(some, centre, at)).orElseGet(() -> late(deadlineMs)));
  }

  private static Answer answer(NearbyAnswer answer, String centre, Object at) {
    return switch (answer) {
      case NearbyAnswer.Found(var json) ->
          Json.readTree(json)
              .filter(JsonNode::isObject)
              .map(found -> Answer.json(200, merged(found, centre, at)))
              .orElseGet(() -> failed(502, "Bad Gateway", "an answer that is no JSON object"));
      case NearbyAnswer.Failed(var status, var message) ->
          status == Status.OVER_QUERY_LIMIT
              ? failed(429, "Too Many Requests", message)
              : failed(502, "Bad Gateway", message);
    };
  }

  private static Object merged(JsonNode found, String centre, Object at) {
    var merged = new LinkedHashMap<String, Object>();
    merged.put(centre, at);
    found.properties().forEach(member -> merged.put(member.getKey(), member.getValue()));
    return merged;
  }

  private static Answer late(long deadlineMs) {
    return failed(504, "Gateway Timeout", "no places within " + deadlineMs + " ms");
  }

  private static Answer failed(int status, String title, String message) {
    return Answer.problem(
        Problem.of(
            status,
            title,
            "places",
            Printable.text(message),
            "an answer of a provider of places",
            "ask again later"));
  }
}
