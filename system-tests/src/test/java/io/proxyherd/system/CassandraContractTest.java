package io.proxyherd.system;

import io.proxyherd.store.ReportStore;
import io.proxyherd.store.ReportStoreContract;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every store promises, by Cassandra. */
final class CassandraContractTest extends ReportStoreContract {
  private static CassandraUser user;

  @BeforeAll
  static void open() {
    user = TestCluster.user("contract");
  }

  @AfterAll
  static void close() {
    user.close();
  }

  @Override
  protected ReportStore store() {
    return user.store();
  }

  @Override
  protected <T> T await(Consumer<Consumer<T>> request) {
    return user.await(request);
  }

  @Override
  protected long nowSeconds() {
    return Instant.now().getEpochSecond();
  }
}
