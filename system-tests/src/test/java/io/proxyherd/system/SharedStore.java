package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.proxyherd.command.Field;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.metrics.StoreFigures;
import io.proxyherd.metrics.StoreFigures.Requests;
import io.proxyherd.ops.ReportDatabase;
import io.proxyherd.ops.ReportDatabases;
import io.proxyherd.store.Found;
import io.proxyherd.store.Offered;
import io.proxyherd.store.OrderedBytes;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import io.proxyherd.time.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store of reports in memory that all servers of a test share, as far away as a database: answers
 * come later, on the node's thread. It can be slow, or fail. Any thread may tell it to.
 */
final class SharedStore implements ReportDatabases {
  private static final Stamp STAMP = new Stamp(new Origin("store", 0), 0);

  private final Map<String, byte[]> cells = new ConcurrentHashMap<>();
  private final List<Access> accesses = new CopyOnWriteArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private volatile Optional<StoreFailure> failure = Optional.empty();
  private volatile boolean isSlow;

  /** From now on every request fails so. */
  void fail(StoreFailure each) {
    failure = Optional.of(each);
    tellHealth();
  }

  /** From now on requests are done, and those that waited, too. */
  void recover() {
    failure = Optional.empty();
    isSlow = false;
    tellHealth();
    List<Runnable> due;
    synchronized (held) {
      due = List.copyOf(held);
      held.clear();
    }
    due.forEach(Runnable::run);
  }

  /** From now on nothing is answered but with the timeout, until it recovers. */
  void beSlow() {
    isSlow = true;
  }

  /** How many clients it knows. */
  int size() {
    return cells.size();
  }

  /** All that it has. */
  List<Report> reports() {
    var reports = new ArrayList<Report>();
    cells.forEach((name, cell) -> {
      byte[] client = name.getBytes(ISO_8859_1);
      OrderedBytes.parse(new Field(client, 0, client.length), cell, STAMP).ifPresent(reports::add);
    });
    return reports;
  }

  /** How many requests have no answer. */
  int inFlight() {
    return accesses.stream().mapToInt(access -> access.inFlight.get()).sum();
  }

  @Override
  public ReportDatabase open(
      HerdConfig herd, String server, Executor nodeThread, Consumer<StoreHealth> onHealth) {
    var access = new Access(herd, nodeThread, onHealth);
    accesses.add(access);
    onHealth.accept(health());
    return access;
  }

  private void tellHealth() {
    accesses.forEach(access -> access.onHealth.accept(health()));
  }

  private StoreHealth health() {
    return failure
        .map(each ->
            each == StoreFailure.READ_ONLY
                ? new StoreHealth(StoreHealth.State.READ_ONLY, "its disk is full")
                : new StoreHealth(StoreHealth.State.DOWN, "nobody answers; start it"))
        .orElseGet(() -> new StoreHealth(StoreHealth.State.UP, "a shared one"));
  }

  private Offered keep(Report report) {
    cells.merge(
        report.client().toString(),
        OrderedBytes.print(report),
        (had, offered) -> Arrays.compareUnsigned(offered, had) > 0 ? offered : had);
    return Offered.Taken.ACCEPTED;
  }

  private Found read(Field client) {
    return Optional.ofNullable(cells.get(client.toString()))
        .flatMap(cell -> OrderedBytes.parse(client, cell, STAMP))
        .<Found>map(Found.Known::new)
        .orElseGet(Found.Unknown::new);
  }

  /** One server's way to it. */
  private final class Access implements ReportDatabase, ReportStore {
    private final HerdConfig herd;
    private final Executor nodeThread;
    private final Consumer<StoreHealth> onHealth;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    Access(HerdConfig herd, Executor nodeThread, Consumer<StoreHealth> onHealth) {
      this.herd = herd;
      this.nodeThread = nodeThread;
      this.onHealth = onHealth;
    }

    @Override
    public void offer(Report report, Consumer<Offered> answer) {
      this.<Offered>ask(() -> keep(report), each -> each, writes, answer);
    }

    @Override
    public void find(Field client, Consumer<Found> answer) {
      this.<Found>ask(() -> read(client), each -> each, reads, answer);
    }

    private <T> void ask(
        Supplier<T> work,
        java.util.function.Function<StoreFailure, T> failed,
        AtomicLong done,
        Consumer<T> answer) {
      int most = most() + herd.store().cassandra().maxWaiting();
      if (inFlight.get() >= most) {
        answer.accept(failed.apply(StoreFailure.BUSY));
        return;
      }
      var isAnswered = new AtomicBoolean();
      inFlight.incrementAndGet();
      Consumer<Supplier<T>> end =
          result ->
              nodeThread.execute(() -> {
                if (!isAnswered.getAndSet(true)) {
                  inFlight.decrementAndGet();
                  answer.accept(result.get());
                }
              });
      Runnable normal =
          () ->
              end.accept(() -> {
                Optional<StoreFailure> now = failure;
                done.addAndGet(now.isEmpty() ? 1 : 0);
                return now.map(failed).orElseGet(work);
              });
      if (!isSlow) {
        normal.run();
        return;
      }
      synchronized (held) {
        held.add(normal);
      }
      CompletableFuture.delayedExecutor(herd.store().cassandra().timeout().toNanos(), NANOSECONDS)
          .execute(() -> end.accept(() -> failed.apply(StoreFailure.TIMED_OUT)));
    }

    private int most() {
      return herd.store().cassandra().maxInFlight();
    }

    @Override
    public StoreHealth health() {
      return SharedStore.this.health();
    }

    @Override
    public boolean hasRoom() {
      return inFlight.get() < most();
    }

    @Override
    public ReportStore reports() {
      return this;
    }

    @Override
    public StoreFigures figures() {
      int now = inFlight.get();
      return new StoreFigures(
          health(),
          Math.min(now, most()),
          Math.max(0, now - most()),
          requests(writes),
          requests(reads),
          3,
          0,
          0,
          OptionalInt.empty());
    }

    private static Requests requests(AtomicLong done) {
      return new Requests(done.get(), Map.of(), new LatencyHistogram().read());
    }

    @Override
    public String description() {
      return "a shared store";
    }

    @Override
    public void close() {
      accesses.remove(this);
    }
  }
}
