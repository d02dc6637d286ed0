package io.proxyherd.ops;

import static java.util.stream.Collectors.joining;

import io.proxyherd.cassandra.CassandraFigures;
import io.proxyherd.cassandra.CassandraSettings;
import io.proxyherd.cassandra.CassandraStore;
import io.proxyherd.cassandra.Consistency;
import io.proxyherd.cassandra.Login;
import io.proxyherd.cassandra.TlsSettings;
import io.proxyherd.config.Address;
import io.proxyherd.config.CassandraConfig;
import io.proxyherd.config.ConfigException;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.KeySource;
import io.proxyherd.metrics.StoreFigures;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.store.ReportStore;
import io.proxyherd.store.StoreHealth;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The Cassandra that a configuration names; nothing else here knows its driver.
 *
 * @param environment where the password may be
 */
public record CassandraDatabases(Map<String, String> environment) implements ReportDatabases {
  /**
   * Looks whether the password and the certificates can be read, if they are needed.
   *
   * @throws ConfigException if not, with the cure; the password is not in it
   */
  public void check(HerdConfig herd) {
    if (herd.store().kind().usesCassandra()) {
      var _ = settings(herd.store().cassandra());
    }
  }

  @Override
  public ReportDatabase open(
      HerdConfig herd, String server, Executor nodeThread, Consumer<StoreHealth> onHealth) {
    CassandraConfig config = herd.store().cassandra();
    var store =
        CassandraStore.open(
            settings(config),
            new Lifetimes(herd.reports().ttl(), herd.reports().tombstoneTtl()),
            server,
            nodeThread,
            System::nanoTime,
            onHealth);
    return new Opened(store, description(config));
  }

  /** Where it is, for people, such as {@code Cassandra (keyspace herd at 127.0.0.1:9042)}. */
  public static String description(CassandraConfig config) {
    return config.contactPoints().stream()
        .map(Address::toString)
        .collect(joining(", ", "Cassandra (keyspace " + config.keyspace() + " at ", ")"));
  }

  /**
   * What the driver is told.
   *
   * @throws ConfigException if a file can't be read
   */
  public CassandraSettings settings(CassandraConfig config) {
    try {
      return new CassandraSettings(
          config.contactPoints().stream()
              .map(at -> InetSocketAddress.createUnresolved(at.host(), at.port()))
              .toList(),
          config.localDatacenter(),
          config.keyspace(),
          Consistency.valueOf(config.readConsistency().name()),
          Consistency.valueOf(config.writeConsistency().name()),
          config.timeout(),
          config.connectTimeout(),
          config.maxInFlight(),
          config.maxWaiting(),
          config.login().map(this::login),
          config.tls().map(CassandraDatabases::tls));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private Login login(CassandraConfig.Login login) {
    return switch (login.password()) {
      case KeySource.InFile(var file) ->
          Login.read(login.username(), "cassandra.password-file", file);
      case KeySource.InVariable(var name) ->
          Login.of(login.username(), name, environment.getOrDefault(name, ""));
    };
  }

  private static TlsSettings tls(CassandraConfig.Tls tls) {
    tls.caFile().ifPresent(file -> checkReadable("ca-file", file));
    tls.identity()
        .ifPresent(identity -> {
          checkReadable("cert-file", identity.certFile());
          checkReadable("key-file", identity.keyFile());
        });
    return new TlsSettings(
        tls.caFile(),
        tls.identity().map(its -> new TlsSettings.Identity(its.certFile(), its.keyFile())),
        tls.hostCheck());
  }

  private static void checkReadable(String setting, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "cassandra." + setting + ": " + file + " (expected: a file that this user may read)");
    }
  }

  private record Opened(CassandraStore store, String description) implements ReportDatabase {
    @Override
    public ReportStore reports() {
      return store;
    }

    @Override
    public StoreFigures figures() {
      CassandraFigures figures = store.figures();
      return new StoreFigures(
          store.health(),
          figures.inFlight(),
          figures.waiting(),
          requests(figures.writes()),
          requests(figures.reads()),
          figures.nodesUp(),
          figures.nodesDown(),
          figures.reconnects(),
          OptionalInt.empty());
    }

    private static StoreFigures.Requests requests(CassandraFigures.Requests requests) {
      return new StoreFigures.Requests(requests.done(), requests.failed(), requests.seconds());
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
