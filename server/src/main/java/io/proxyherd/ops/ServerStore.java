package io.proxyherd.ops;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.StoreKind;
import io.proxyherd.gateway.StoreSource;
import io.proxyherd.metrics.StoreFigures;
import io.proxyherd.mirror.Mirror;
import io.proxyherd.mirror.MirrorSettings;
import io.proxyherd.node.Node;
import io.proxyherd.store.StoreHealth;
import io.proxyherd.transport.HerdServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Where one running server's reports are kept; the database outside the herd, if there is one. */
final class ServerStore implements AutoCloseable {
  private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SETTLE_LOOK = Duration.ofMillis(10);

  private final StoreKind kind;
  private final CompletableFuture<Void> reached;
  private final Optional<ReportDatabase> database;

  private ServerStore(
      StoreKind kind, CompletableFuture<Void> reached, Optional<ReportDatabase> database) {
    this.kind = kind;
    this.reached = reached;
    this.database = database;
  }

  /**
   * Has the server keep its reports where the configuration says. To be called before it listens,
   * and after its journal is read.
   */
  static ServerStore open(
      HerdConfig herd, String name, ReportDatabases databases, HerdServer server, ServerLog log) {
    StoreKind kind = herd.store().kind();
    if (!kind.usesCassandra()) {
      return new ServerStore(kind, CompletableFuture.completedFuture(null), Optional.empty());
    }
    var reached = new CompletableFuture<Void>();
    var watch = new HealthLog(log, reached);
    ReportDatabase opened = databases.open(herd, name, server.nodeThread(), watch::take);
    var _ = server.ask(node -> use(kind, opened, node)).join();
    return new ServerStore(kind, reached, Optional.of(opened));
  }

  private static boolean use(StoreKind kind, ReportDatabase database, Node node) {
    switch (kind) {
      case HERD -> {}
      case BOTH -> node.mirrorTo(database.reports(), MirrorSettings.USUAL);
      case CASSANDRA -> node.keepReportsIn(database.reports());
    }
    return true;
  }

  /**
   * One line for each change of a store's health.
   *
   * @param reached done when it is there for the first time
   */
  private record HealthLog(ServerLog log, CompletableFuture<Void> reached) {
    void take(StoreHealth health) {
      switch (health.state()) {
        case UP -> {
          log.info("store_up", "store is there: " + health.detail());
          reached.complete(null);
        }
        case READ_ONLY ->
            log.error("store_read_only", "store can keep nothing: " + health.detail());
        case DOWN -> down(health.detail());
      }
    }

    private void down(String detail) {
      if (reached.isDone()) {
        log.error("store_down", "store is away: " + detail);
      } else {
        log.warn("store_down", "store is not there yet: " + detail);
      }
    }
  }

  /** Done once the server can use it, if it needs it; also when it is closed. */
  CompletableFuture<Void> reached() {
    return kind == StoreKind.CASSANDRA ? reached : CompletableFuture.completedFuture(null);
  }

  /** What is told of it over HTTP. */
  StoreSource source() {
    return new StoreSource(kind, node -> database.map(opened -> figures(opened, node)));
  }

  private static StoreFigures figures(ReportDatabase database, Node node) {
    StoreFigures figures = database.figures();
    return node.mirror().map(mirror -> figures.owing(owed(mirror))).orElse(figures);
  }

  /** None only if it has all: while a mirror sweeps nobody knows how many there are. */
  private static int owed(Mirror mirror) {
    return mirror.isEven() ? 0 : Math.max(1, mirror.owed() + mirror.underWay());
  }

  /** It in the line that says that the server has started; empty if the herd keeps its reports. */
  String inWords() {
    String where = database.map(ReportDatabase::description).orElse("");
    return switch (kind) {
      case HERD -> "";
      case BOTH -> ", reports also in " + where;
      case CASSANDRA -> ", reports in " + where + ": no links, no journal";
    };
  }

  /**
   * Waits until the database beside the herd has what this server has, if it takes anything, for a
   * while: this may be the last server that can tell it. No client is served any more.
   */
  void settle(HerdServer server, ServerLog log) {
    if (kind != StoreKind.BOTH) {
      return;
    }
    server.dismissClients();
    long endNanos = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
    try {
      while (server.ask(ServerStore::isOwedMore).get(SETTLE_TIMEOUT.toMillis(), MILLISECONDS)
          && System.nanoTime() - endNanos < 0) {
        Thread.sleep(SETTLE_LOOK);
      }
      int left = server.ask(node -> node.mirror().map(ServerStore::owed).orElse(0)).join();
      if (left > 0) {
        log.error(
            "store_owed",
            "stops while the store is owed %d clients' reports; start this server with store: both"
                    .formatted(left)
                + " once more");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.error("store_owed", "stops, and does not know what the store is owed: " + e);
    }
  }

  private static boolean isOwedMore(Node node) {
    return node.mirror()
        .map(mirror -> !mirror.isEven() && mirror.failure().isEmpty())
        .orElse(false);
  }

  @Override
  public void close() {
    reached.complete(null);
    database.ifPresent(ReportDatabase::close);
  }
}
