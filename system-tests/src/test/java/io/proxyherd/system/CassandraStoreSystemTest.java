package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.CassandraStore;
import io.proxyherd.cassandra.Consistency;
import io.proxyherd.command.Field;
import io.proxyherd.store.Found;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.Offered;
import io.proxyherd.store.Reports;
import io.proxyherd.store.StoreHealth;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class CassandraStoreSystemTest {
  @Test
  void keepsAndFinds() throws Exception {
    var node = Executors.newSingleThreadExecutor();
    var settings =
        CassandraSettings.usual(
            List.of(InetSocketAddress.createUnresolved("127.0.0.1", 9042)), "local", "adapter");
    var store =
        CassandraStore.open(
            settings,
            Lifetimes.USUAL,
            "Alford",
            node,
            System::nanoTime,
            h -> System.out.println(h));
    Eventually.await().until(() -> store.health().state() == StoreHealth.State.UP);
    long now = System.currentTimeMillis() / 1000;
    var a = new CompletableFuture<Offered>();
    node.execute(() -> store.offer(Reports.at("kiwi", now), a::complete));
    System.out.println(a.get());
    var f = new CompletableFuture<Found>();
    node.execute(() ->
        store.find(
            new Field("kiwi".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 4),
            f::complete));
    System.out.println(f.get());
    System.out.println(store.figures());
    assertThat(Consistency.ALL).isNotNull();
    store.close();
    node.shutdown();
  }
}
