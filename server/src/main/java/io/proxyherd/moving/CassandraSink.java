package io.proxyherd.moving;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.CassandraStore;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreFailure;
import io.proxyherd.store.StoreHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Cassandra. */
public final class CassandraSink implements Sink {
  private final String description;
  private final Duration patience;
  private final ExecutorService thread;
  private final CassandraStore store;

  private CassandraSink(
      String description, Duration patience, ExecutorService thread, CassandraStore store) {
    this.description = description;
    this.patience = patience;
    this.thread = thread;
    this.store = store;
  }

  /**
   * Connects.
   *
   * @param description for people
   * @param patience how long to go on trying
   * @throws IOException if it can't be used, with the cure
   */
  public static CassandraSink open(
      CassandraSettings settings, Lifetimes lifetimes, String description, Duration patience)
      throws IOException, InterruptedException {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("import").factory());
    var store =
        CassandraStore.open(settings, lifetimes, "import", thread, System::nanoTime, _ -> {});
    var sink = new CassandraSink(description, patience, thread, store);
    var waiting = new Patience(patience);
    while (store.health().state() == StoreHealth.State.DOWN) {
      if (!waiting.isLeft()) {
        sink.close();
        throw new IOException(store.health().detail());
      }
      waiting.pause();
    }
    return sink;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<Refusal> take(List<Report> reports) throws IOException, InterruptedException {
    var waiting = new Patience(patience);
    List<Report> left = reports;
    while (true) {
      List<Offered> outcomes = offer(left);
      var failed =
          outcomes.stream().filter(StoreFailure.class::isInstance).map(StoreFailure.class::cast);
      var reason = failed.findFirst();
      if (reason.isEmpty()) {
        return List.of();
      }
      if (!waiting.isLeft()) {
        throw new IOException(
            "%s: %s: %s; mend it, and run this again: it goes on from here"
                .formatted(description, reason.get().reason(), store.health().detail()));
      }
      left = withFailure(left, outcomes);
      waiting.pause();
    }
  }

  private List<Offered> offer(List<Report> reports) {
    List<CompletableFuture<Offered>> answers =
        reports.stream().map(_ -> new CompletableFuture<Offered>()).toList();
    thread.execute(() -> {
      for (int i = 0; i < reports.size(); i++) {
        store.offer(reports.get(i), answers.get(i)::complete);
      }
    });
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static List<Report> withFailure(List<Report> reports, List<Offered> outcomes) {
    var left = new ArrayList<Report>();
    for (int i = 0; i < reports.size(); i++) {
      if (outcomes.get(i) instanceof StoreFailure) {
        left.add(reports.get(i));
      }
    }
    return left;
  }

  @Override
  public void close() {
    store.close();
    thread.shutdown();
  }
}
