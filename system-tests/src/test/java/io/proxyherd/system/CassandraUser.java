package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.cassandra.CassandraFigures;
import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.CassandraStore;
import io.proxyherd.command.Field;
import io.proxyherd.store.Found;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Report;
import io.proxyherd.store.StoreHealth;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A store over Cassandra, and the thread that is its node's. */
final class CassandraUser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService node = Executors.newSingleThreadExecutor();
  private final CassandraStore store;

  CassandraUser(CassandraSettings settings, Lifetimes lifetimes) {
    store = CassandraStore.open(settings, lifetimes, "test", node, System::nanoTime, _ -> {});
  }

  /** One that can do requests. */
  static CassandraUser connected(CassandraSettings settings, Lifetimes lifetimes) {
    var user = new CassandraUser(settings, lifetimes);
    user.awaitUp();
    return user;
  }

  CassandraStore store() {
    return store;
  }

  void awaitUp() {
    Eventually.await()
        .untilAsserted(() ->
            assertThat(store.health())
                .extracting(StoreHealth::state)
                .isEqualTo(StoreHealth.State.UP));
  }

  /** Asks on the node's thread, and waits. */
  <T> T await(Consumer<Consumer<T>> request) {
    return join(begin(request));
  }

  /** Asks on the node's thread. */
  <T> CompletableFuture<T> begin(Consumer<Consumer<T>> request) {
    var answer = new CompletableFuture<T>();
    node.execute(() -> request.accept(answer::complete));
    return answer;
  }

  Offered offer(Report report) {
    return await(answer -> store.offer(report, answer));
  }

  Found find(String client) {
    byte[] bytes = client.getBytes(ISO_8859_1);
    return await(answer -> store.find(new Field(bytes, 0, bytes.length), answer));
  }

  CassandraFigures figures() {
    return await(answer -> answer.accept(store.figures()));
  }

  static <T> T join(CompletableFuture<T> answer) {
    return join(answer, PATIENCE);
  }

  static <T> T join(CompletableFuture<T> answer, Duration patience) {
    try {
      return answer.get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Override
  public void close() {
    store.close();
    node.close();
  }
}
