package io.proxyherd.cassandra;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a cluster: made in the background, and tried again until it is there and the
 * schema is right. From then on the driver itself keeps a connection to each node. Its state
 * changes on the keeper's thread and may be read on any.
 */
final class ClusterConnection {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration NEXT_LOOK = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final CassandraSettings settings;
  private final String name;
  private final Schema schema;
  private final ScheduledExecutorService keeper;
  private final AtomicBoolean doubted = new AtomicBoolean();
  private final AtomicLong comebacks = new AtomicLong();
  private volatile State state;
  private Duration pause = SHORTEST_PAUSE;
  private @Nullable CqlSession session;
  private boolean closed;

  /** How far it is. */
  sealed interface State {
    /**
     * It can't be used.
     *
     * @param reason one line with the cure
     */
    record Away(String reason) implements State {}

    /** It can. */
    record Ready(Prepared database) implements State {}
  }

  /**
   * A connection that is not begun yet.
   *
   * @param name of the session, for the driver's threads
   * @param keeper one thread, on which nothing waits
   */
  ClusterConnection(CassandraSettings settings, String name, ScheduledExecutorService keeper) {
    this.settings = settings;
    this.name = name;
    this.schema = new Schema(settings.keyspace());
    this.keeper = keeper;
    this.state = new State.Away("connecting to " + ConnectFailures.names(settings));
  }

  State state() {
    return state;
  }

  /** How often a node that was lost came back. */
  long comebacks() {
    return comebacks.get();
  }

  /** Begins to connect. */
  void connect() {
    keeper.execute(this::dial);
  }

  /** A request found no table, or another one: looks at the schema again. */
  void doubtSchema() {
    if (!doubted.getAndSet(true)) {
      later(NEXT_LOOK, this::lookAgain);
    }
  }

  private void lookAgain() {
    doubted.set(false);
    CqlSession open = session;
    if (open != null && state instanceof State.Ready) {
      refresh(open);
    }
  }

  private void dial() {
    if (closed) {
      return;
    }
    try {
      opening()
          .whenComplete((opened, error) -> {
            if (!later(Duration.ZERO, () -> onDialled(opened, error)) && opened != null) {
              var _ = opened.forceCloseAsync();
            }
          });
    } catch (RuntimeException refused) {
      dialAgain(refused);
    }
  }

  private CompletionStage<CqlSession> opening() {
    return Sessions.builder(settings, DriverOptions.of(settings, name))
        .withNodeStateListener(new Comebacks())
        .buildAsync();
  }

  private void onDialled(@Nullable CqlSession opened, @Nullable Throwable error) {
    if (opened == null) {
      dialAgain(error == null ? new IllegalStateException("no session") : error);
    } else if (closed) {
      var _ = opened.forceCloseAsync();
    } else {
      session = opened;
      pause = SHORTEST_PAUSE;
      look(opened);
    }
  }

  private void dialAgain(Throwable error) {
    state = new State.Away(ConnectFailures.print(error, settings));
    later(pause, this::dial);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  private void look(CqlSession open) {
    Optional<String> trouble =
        dataCentreTrouble(open)
            .or(() -> schema.check(open.getMetadata(), settings.localDatacenter()));
    if (trouble.isPresent()) {
      state = new State.Away(trouble.get());
      later(NEXT_LOOK, () -> refresh(open));
      return;
    }
    if (state instanceof State.Ready) {
      return;
    }
    Prepared.prepare(open, schema, settings)
        .whenComplete((prepared, error) -> later(Duration.ZERO, () -> onPrepared(prepared, error)));
  }

  private void refresh(CqlSession open) {
    if (!closed) {
      open.refreshSchemaAsync().whenComplete((_, _) -> later(Duration.ZERO, () -> look(open)));
    }
  }

  private void onPrepared(@Nullable Prepared prepared, @Nullable Throwable error) {
    CqlSession open = session;
    if (closed || open == null) {
      return;
    }
    if (prepared != null) {
      state = new State.Ready(prepared);
      return;
    }
    state =
        new State.Away(
            ConnectFailures.print(
                error == null ? new IllegalStateException("nothing prepared") : error, settings));
    later(NEXT_LOOK, () -> refresh(open));
  }

  /** The driver talks to nodes of the local data centre only; to none if there is no such one. */
  private Optional<String> dataCentreTrouble(CqlSession open) {
    List<String> known =
        nodes(open).stream()
            .map(node -> String.valueOf(node.getDatacenter()))
            .distinct()
            .sorted()
            .toList();
    return known.contains(settings.localDatacenter())
        ? Optional.empty()
        : Optional.of(
            "local-datacenter: %s (expected one of: %s); correct cassandra.local-datacenter"
                .formatted(settings.localDatacenter(), String.join(", ", known)));
  }

  /** The nodes of the local data centre, as far as they are known. */
  List<Node> localNodes() {
    return state instanceof State.Ready(var database)
        ? nodes(database.session()).stream()
            .filter(node -> settings.localDatacenter().equals(node.getDatacenter()))
            .toList()
        : List.of();
  }

  private static List<Node> nodes(CqlSession open) {
    return List.copyOf(open.getMetadata().getNodes().values());
  }

  /** Does it on the keeper's thread; returns whether that is still there. */
  private boolean later(Duration pause, Runnable step) {
    try {
      var _ = keeper.schedule(step, pause.toMillis(), MILLISECONDS);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  /** Closes it, whatever is under way; waits some seconds for the driver's threads to end. */
  void close() {
    later(
        Duration.ZERO,
        () -> {
          closed = true;
          state = new State.Away("this server stops");
          CqlSession open = session;
          if (open != null) {
            open.forceCloseAsync().whenComplete((_, _) -> keeper.shutdown());
          } else {
            keeper.shutdown();
          }
        });
    try {
      if (!keeper.awaitTermination(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
        var _ = keeper.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts the nodes that came back. */
  private final class Comebacks extends NodeStateListenerBase {
    private final Set<Node> lost = ConcurrentHashMap.newKeySet();

    @Override
    public void onDown(Node node) {
      var _ = lost.add(node);
    }

    @Override
    public void onUp(Node node) {
      if (lost.remove(node)) {
        var _ = comebacks.incrementAndGet();
      }
    }

    @Override
    public void onRemove(Node node) {
      var _ = lost.remove(node);
    }

    @Override
    public void close() {}
  }
}
