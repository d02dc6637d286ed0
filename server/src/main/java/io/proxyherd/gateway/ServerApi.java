package io.proxyherd.gateway;

import io.proxyherd.config.HerdConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What one server can be asked about itself and its herd. */
final class ServerApi {
  private final Asking node;
  private final StateReader state;
  private final StoreSource store;
  private final Supplier<HerdConfig> herd;
  private final Duration patience;

  /**
   * @param store where reports are kept
   * @param herd as configured, with the ports that the servers have
   * @param patience how long the node may take to say that it is well
   */
  ServerApi(
      Asking node,
      StateReader state,
      StoreSource store,
      Supplier<HerdConfig> herd,
      Duration patience) {
    this.node = node;
    this.state = state;
    this.store = store;
    this.herd = herd;
    this.patience = patience;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/server", _ -> describe()),
        new Route("GET", "/v1/herd", _ -> describeHerd()),
        new Route("GET", "/healthz", _ -> health()),
        new Route("GET", "/readyz", _ -> readiness()));
  }

  private CompletionStage<Answer> describe() {
    return node.ask(
        asked -> state.read(asked, node.server().connectedClients()),
        read -> Answer.json(200, read));
  }

  private CompletionStage<Answer> describeHerd() {
    return node.ask(
        asked -> HerdStateReader.read(asked, store),
        read -> Answer.json(200, read.state(herd.get())));
  }

  /** The process answers; it is well if the node's thread does, too. */
  private CompletionStage<Answer> health() {
    return node.askSoon(_ -> true, patience, _ -> Answer.json(200, Map.of("healthy", true)));
  }

  private CompletionStage<Answer> readiness() {
    return node.askSoon(
        asked -> Readiness.of(asked.neighbourhood().readiness(), store.outage(asked)),
        patience,
        read -> Answer.json(read.ready() ? 200 : 503, read));
  }

  /**
   * Whether a server has caught up since it started, and its store is there: {@code GET /readyz}.
   *
   * @param behind how many reports it lacks of those that its neighbours had
   * @param readiness with whom it caught up, or whom it waits for, for people
   */
  private record Readiness(boolean ready, long behind, String readiness) {
    static Readiness of(io.proxyherd.link.Readiness readiness, Optional<String> outage) {
      return new Readiness(
          readiness.isReady() && outage.isEmpty(),
          readiness.behind(),
          outage.orElseGet(readiness::explanation));
    }
  }
}
