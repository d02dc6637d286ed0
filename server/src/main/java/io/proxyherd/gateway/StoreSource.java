package io.proxyherd.gateway;

import io.proxyherd.config.StoreKind;
import io.proxyherd.metrics.StoreFigures;
import io.proxyherd.node.Node;
import io.proxyherd.store.StoreHealth;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a server's reports are kept.
 *
 * @param elsewhere what is known of the store that is not the herd's own; asked on the node's
 *     thread
 */
public record StoreSource(StoreKind kind, Function<Node, Optional<StoreFigures>> elsewhere) {
  /**
   * Whose clients this server can list, by name of what it is: {@code herd}, all that the herd
   * knows; or {@code server}, those alone that report to this server.
   */
  String scope() {
    return kind.usesLinks() ? "herd" : "server";
  }

  /** How it is, read on the node's thread. */
  ServerState.Store read(Node node) {
    Optional<StoreFigures> figures = elsewhere.apply(node);
    StoreHealth health = figures.map(StoreFigures::health).orElseGet(() -> node.reports().health());
    return new ServerState.Store(
        kind.toString(),
        health.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        health.detail(),
        figures.map(StoreFigures::inFlight).orElse(0),
        figures.map(StoreFigures::waiting).orElse(0),
        figures.flatMap(known -> known.owed().stream().boxed().findFirst()),
        scope());
  }

  /** Why clients had better go to another server, if the store is what they need and is away. */
  Optional<String> outage(Node node) {
    StoreHealth health = node.reports().health();
    return kind == StoreKind.CASSANDRA && health.state() == StoreHealth.State.DOWN
        ? Optional.of("waits for Cassandra: " + health.detail())
        : Optional.empty();
  }
}
