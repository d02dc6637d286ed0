package io.proxyherd.gateway;

import io.proxyherd.metrics.ConnectionFigures;
import io.proxyherd.metrics.NodeFigures;
import io.proxyherd.metrics.RequestTimes;
import io.proxyherd.metrics.ServerMetrics;
import io.proxyherd.metrics.ServerMetrics.Format;
import io.proxyherd.transport.HerdServer;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What Prometheus asks for. Owned by the event loop of the HTTP port. */
final class MetricsApi {
  private static final String OPEN_METRICS = MediaTypes.bare(Format.OPEN_METRICS.contentType());

  private final Asking node;
  private final Duration patience;
  private final ServerMetrics metrics;
  private final StoreSource store;
  private final Supplier<ConnectionFigures> http;
  private final RequestTimes requests;

  /**
   * @param patience how long the node may take to answer
   * @param store where reports are kept
   * @param http the connections of the HTTP port
   * @param requests how long they took
   */
  MetricsApi(
      Asking node,
      Duration patience,
      ServerMetrics metrics,
      StoreSource store,
      Supplier<ConnectionFigures> http,
      RequestTimes requests) {
    this.node = node;
    this.patience = patience;
    this.metrics = metrics;
    this.store = store;
    this.http = http;
    this.requests = requests;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/metrics", this::scrape)
            .giving(MediaTypes.bare(Format.TEXT.contentType()), OPEN_METRICS));
  }

  private CompletionStage<Answer> scrape(Request request) {
    Format format = request.gives().equals(OPEN_METRICS) ? Format.OPEN_METRICS : Format.TEXT;
    return node.askSoon(
        asked -> NodeFigures.read(asked, store.elsewhere().apply(asked)),
        patience,
        read -> Answer.of(200, format.contentType(), print(format, read)));
  }

  private byte[] print(Format format, NodeFigures read) {
    HerdServer server = node.server();
    var connections = new TreeMap<String, ConnectionFigures>();
    connections.put(
        "client",
        new ConnectionFigures(
            server.connectedClients(), server.takenClients(), server.refusedClients()));
    connections.put("http", http.get());
    return metrics.scrape(format, read, connections, requests);
  }
}
