package io.proxyherd.cassandra;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.proxyherd.command.Field;
import io.proxyherd.store.CellTimes;
import io.proxyherd.store.Found;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports in an Apache Cassandra cluster, a row for each client. As a {@link ReportStore} it is
 * owned by its node's thread; {@link #health} and {@link #close} may be called on any.
 *
 * <p>At most {@code max-in-flight} requests are at Cassandra, and at most {@code max-waiting} wait
 * here, first come, first served; each is answered within the timeout. Answers are gathered on the
 * driver's threads and told on the node's, as many at a time as there are.
 */
public final class CassandraStore implements ReportStore, AutoCloseable {
  /** Answers that are told in one go, so that the node's other work is not kept waiting. */
  private static final int TOLD_AT_ONCE = 256;

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration HEALTH_LOOK = Duration.ofSeconds(1);

  private final CassandraSettings settings;
  private final Lifetimes lifetimes;
  private final Executor nodeThread;
  private final LongSupplier nanoTime;
  private final Consumer<StoreHealth> onHealth;
  private final ScheduledThreadPoolExecutor keeper;
  private final ClusterConnection cluster;
  private final Queue<Request<?>> waiting = new ArrayDeque<>();
  private final Queue<Request<?>> answered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean tellingPlanned = new AtomicBoolean();
  private final RequestCounts writes = new RequestCounts();
  private final RequestCounts reads = new RequestCounts();
  private @Nullable StoreHealth toldHealth;
  private boolean lookPlanned;
  private int inFlight;
  private volatile boolean closed;

  private CassandraStore(
      CassandraSettings settings,
      Lifetimes lifetimes,
      String name,
      Executor nodeThread,
      LongSupplier nanoTime,
      Consumer<StoreHealth> onHealth) {
    this.settings = settings;
    this.lifetimes = lifetimes;
    this.nodeThread = nodeThread;
    this.nanoTime = nanoTime;
    this.onHealth = onHealth;
    keeper =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("cassandra-" + name).factory());
    keeper.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    cluster = new ClusterConnection(settings, "cassandra-" + name, keeper);
  }

  /**
   * A store that begins to connect, and goes on trying: until then requests fail.
   *
   * @param name of the server, for the names of threads
   * @param nodeThread runs tasks one after the other, on the thread that asks
   * @param nanoTime a clock that never goes back, nanoseconds
   * @param onHealth told of each change, within a second, on a thread of the store's own
   */
  public static CassandraStore open(
      CassandraSettings settings,
      Lifetimes lifetimes,
      String name,
      Executor nodeThread,
      LongSupplier nanoTime,
      Consumer<StoreHealth> onHealth) {
    var store = new CassandraStore(settings, lifetimes, name, nodeThread, nanoTime, onHealth);
    store.cluster.connect();
    var _ =
        store.keeper.scheduleWithFixedDelay(
            store::tellHealth, 0, HEALTH_LOOK.toMillis(), MILLISECONDS);
    return store;
  }

  @Override
  public void offer(Report report, Consumer<Offered> answer) {
    ask(new Request.Offer(report, CellTimes.of(report, lifetimes), nanoTime.getAsLong(), answer));
  }

  @Override
  public void find(Field client, Consumer<Found> answer) {
    ask(new Request.Find(client, nanoTime.getAsLong(), answer));
  }

  @Override
  public boolean hasRoom() {
    return inFlight < settings.maxInFlight() && waiting.isEmpty();
  }

  private void ask(Request<?> request) {
    if (hasRoom()) {
      begin(request);
    } else if (waiting.size() < settings.maxWaiting()) {
      waiting.add(request);
      planLook();
    } else {
      fail(request, StoreFailure.BUSY);
    }
  }

  private void begin(Request<?> request) {
    if (closed || !(cluster.state() instanceof ClusterConnection.State.Ready(var database))) {
      fail(request, StoreFailure.UNAVAILABLE);
      return;
    }
    inFlight++;
    try {
      var statement = request.bind(database, Duration.ofNanos(Math.max(1, leftNanos(request))));
      var _ =
          database
              .session()
              .executeAsync(statement)
              .whenComplete((rows, error) -> onAnswer(request, rows, error));
    } catch (RuntimeException refused) {
      onAnswer(request, null, refused);
    }
  }

  private long leftNanos(Request<?> request) {
    return settings.timeout().toNanos() - (nanoTime.getAsLong() - request.askedAtNanos());
  }

  /** On any thread. */
  private void onAnswer(
      Request<?> request, @Nullable AsyncResultSet rows, @Nullable Throwable error) {
    try {
      if (rows != null) {
        request.onAnswer(rows);
      } else if (error != null) {
        request.onFailure(DriverFailures.of(error));
        if (DriverFailures.isOfSchema(error)) {
          cluster.doubtSchema();
        }
      }
    } finally {
      // Whatever happens: each is answered, if only by what it began with.
      answered.add(request);
      planTelling();
    }
  }

  private void planTelling() {
    if (!tellingPlanned.getAndSet(true)) {
      try {
        nodeThread.execute(this::tellAnswers);
      } catch (RejectedExecutionException _) {
        // The node has ended; nobody waits.
      }
    }
  }

  private void tellAnswers() {
    tellingPlanned.set(false);
    try {
      for (int told = 0; told < TOLD_AT_ONCE; told++) {
        Request<?> request = answered.poll();
        if (request == null) {
          break;
        }
        inFlight--;
        tell(request);
      }
      beginWaiting();
    } finally {
      if (!answered.isEmpty()) {
        planTelling();
      }
    }
  }

  private void beginWaiting() {
    while (inFlight < settings.maxInFlight() && !waiting.isEmpty()) {
      Request<?> next = waiting.remove();
      if (leftNanos(next) <= 0) {
        fail(next, StoreFailure.TIMED_OUT);
      } else {
        begin(next);
      }
    }
  }

  private void fail(Request<?> request, StoreFailure failure) {
    request.onFailure(failure);
    tell(request);
  }

  private void tell(Request<?> request) {
    long now = nanoTime.getAsLong();
    RequestCounts counts = request instanceof Request.Offer ? writes : reads;
    if (request.outcome() instanceof StoreFailure failure) {
      counts.failed(failure, now);
    } else {
      counts.done(now, now - request.askedAtNanos());
    }
    request.tell();
  }

  /** While any waits, looks now and then whether the first ones have waited for too long. */
  private void planLook() {
    if (!lookPlanned) {
      lookPlanned = true;
      try {
        var _ =
            keeper.schedule(
                () -> nodeThread.execute(this::lookAtWaiting), LOOK.toMillis(), MILLISECONDS);
      } catch (RejectedExecutionException _) {
        // Closed: nothing waits.
      }
    }
  }

  private void lookAtWaiting() {
    lookPlanned = false;
    while (!waiting.isEmpty() && leftNanos(waiting.element()) <= 0) {
      fail(waiting.remove(), StoreFailure.TIMED_OUT);
    }
    if (!waiting.isEmpty()) {
      planLook();
    }
  }

  @Override
  public StoreHealth health() {
    return switch (cluster.state()) {
      case ClusterConnection.State.Away(var reason) -> down("cassandra: " + reason);
      case ClusterConnection.State.Ready _ -> healthOf(cluster.localNodes());
    };
  }

  private StoreHealth healthOf(List<Node> nodes) {
    long up = nodes.stream().filter(CassandraStore::isUp).count();
    String who =
        "cassandra: %d of %d nodes of data centre %s"
            .formatted(up, nodes.size(), settings.localDatacenter());
    if (up == 0) {
      return down(who + " can be reached; start them, or mend the network");
    }
    long now = nanoTime.getAsLong();
    var writing = writes.failing(now).filter(failure -> failure != StoreFailure.BUSY);
    var reading = reads.failing(now).filter(failure -> failure != StoreFailure.BUSY);
    if (writing.isPresent() && reads.succeeding(now)) {
      return new StoreHealth(
          StoreHealth.State.READ_ONLY,
          who + " are up, but reports are not kept: " + cure(writing.get()));
    }
    return writing
        .or(() -> reading)
        .map(failure ->
            new StoreHealth(
                failure == StoreFailure.READ_ONLY
                    ? StoreHealth.State.READ_ONLY
                    : StoreHealth.State.DOWN,
                who + " are up, but requests fail: " + cure(failure)))
        .orElseGet(() -> new StoreHealth(StoreHealth.State.UP, who + " are up"));
  }

  private static String cure(StoreFailure failure) {
    return switch (failure) {
      case READ_ONLY -> "they can't write; look at their disks and logs";
      case TIMED_OUT -> "they don't answer in time; look at their load and logs";
      case BUSY, FULL, UNAVAILABLE ->
          "too few copies of the reports; start the nodes that are away";
    };
  }

  private static StoreHealth down(String detail) {
    return new StoreHealth(StoreHealth.State.DOWN, detail);
  }

  private static boolean isUp(Node node) {
    return node.getOpenConnections() > 0;
  }

  private void tellHealth() {
    StoreHealth now = health();
    if (!now.equals(toldHealth)) {
      toldHealth = now;
      onHealth.accept(now);
    }
  }

  /** What is counted; to be asked on the node's thread. */
  public CassandraFigures figures() {
    List<Node> nodes = cluster.localNodes();
    int up = (int) nodes.stream().filter(CassandraStore::isUp).count();
    return new CassandraFigures(
        inFlight,
        waiting.size(),
        writes.read(),
        reads.read(),
        up,
        nodes.size() - up,
        cluster.comebacks());
  }

  /**
   * Answers what waits or is at Cassandra with {@link StoreFailure#UNAVAILABLE}, as long as the
   * node's thread runs tasks, and ends the driver's threads.
   */
  @Override
  public void close() {
    closed = true;
    try {
      nodeThread.execute(this::giveUpWaiting);
    } catch (RejectedExecutionException _) {
      // The node has ended; nobody waits.
    }
    cluster.close();
  }

  private void giveUpWaiting() {
    while (!waiting.isEmpty()) {
      fail(waiting.remove(), StoreFailure.UNAVAILABLE);
    }
  }
}
