package io.proxyherd.gateway;

import io.proxyherd.geo.Area;
import io.proxyherd.geo.Position;
import io.proxyherd.near.ClientAnswer;
import io.proxyherd.near.ClientQuery;
import io.proxyherd.text.Printable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which clients are near a point, or in a box: {@code GET /v1/clients}. */
final class NearbyClientsApi {
  private static final String NEAR = "near";
  private static final String BOX = "bbox";
  private static final String RADIUS = "radiusKm";
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";
  private static final double USUAL_RADIUS_KM = 10;
  private static final int USUAL_LIMIT = 20;

  private final GatewaySettings settings;
  private final Asking node;
  private final String scope;

  /**
   * @param scope whose clients the server lists
   */
  NearbyClientsApi(GatewaySettings settings, Asking node, String scope) {
    this.settings = settings;
    this.node = node;
    this.scope = scope;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/clients", this::find)
            .with(NEAR, BOX, RADIUS, LIMIT, CURSOR)
            .giving(Answer.JSON, Answer.GEO_JSON));
  }

  private CompletionStage<Answer> find(Request request) {
    ClientQuery query = query(request.query());
    var answer = new CompletableFuture<ClientAnswer>();
    node.server().tell(asked -> asked.near(query, answer::complete));
    return node.then(answer, found -> answer(request, found));
  }

  private static ClientQuery query(Query query) {
    Optional<Position> near = query.position(NEAR);
    Optional<Area> box = query.area(BOX);
    Optional<Double> radiusKm =
        query.positive(RADIUS, ClientQuery.GREATEST_RADIUS_KM, "kilometres");
    int limit = query.whole(LIMIT, 1, ClientQuery.GREATEST_LIMIT).orElse(USUAL_LIMIT);
    Optional<String> cursor = query.text(CURSOR);
    if (near.isPresent() == box.isPresent()) {
      throw RefusedRequest.bad(
          "query",
          near.isPresent() ? "near and bbox" : "neither near nor bbox",
          "one of them",
          "near=LAT,LON for the nearest, bbox=SOUTH,WEST,NORTH,EAST for all in a box");
    }
    if (box.isPresent() && radiusKm.isPresent()) {
      throw RefusedRequest.bad(
          RADIUS, radiusKm.get().toString(), "none with bbox", "leave it out, or use near");
    }
    return near.<ClientQuery>map(at ->
            new ClientQuery.Near(
                at.latitude(), at.longitude(), radiusKm.orElse(USUAL_RADIUS_KM), limit, cursor))
        .orElseGet(() -> new ClientQuery.Inside(box.orElseThrow(), limit, cursor));
  }

  private Answer answer(Request request, ClientAnswer answer) {
    return switch (answer) {
      case ClientAnswer.Page page ->
          Answer.of(
              200,
              request.gives(),
              Json.print(
                  request.gives().equals(Answer.GEO_JSON)
                      ? features(page)
                      : new NearbyClients(
                          settings.server(),
                          scope,
                          clients(page),
                          page.cursor(),
                          page.isComplete())));
      case ClientAnswer.Refused _ ->
          Answer.problem(
              Problem.of(
                  400,
                  "Bad Request",
                  CURSOR,
                  Printable.text(request.query().text(CURSOR).orElse("")),
                  "what this server gave with the page before, since it was started",
                  "begin again without it"));
    };
  }

  private List<NearbyClient> clients(ClientAnswer.Page page) {
    Instant now = Instant.now();
    return page.clients().stream()
        .map(found ->
            new NearbyClient(
                ClientPosition.known(settings.server(), found.report(), now),
                found.metres().isPresent()
                    ? Optional.of(found.metres().getAsDouble())
                    : Optional.empty()))
        .toList();
  }

  private NearbyClients.Features features(ClientAnswer.Page page) {
    return new NearbyClients.Features(
        "FeatureCollection",
        scope,
        clients(page).stream().map(NearbyClient::feature).toList(),
        page.cursor(),
        page.isComplete());
  }
}
