package io.proxyherd.cli;

import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.config.StoreKind;
import io.proxyherd.moving.CassandraSink;
import io.proxyherd.moving.CassandraSource;
import io.proxyherd.moving.HerdSink;
import io.proxyherd.moving.HerdSource;
import io.proxyherd.moving.Sink;
import io.proxyherd.moving.Source;
import io.proxyherd.ops.CassandraDatabases;
import io.proxyherd.store.Lifetimes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where reports are moved from or to. */
final class MoveOptions {
  /** Where reports are. */
  enum Place {
    HERD,
    CASSANDRA;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = {"-s", "--server"},
      paramLabel = "NAME",
      description = "Asks this server of the herd only; else the first that answers.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "60 s",
      converter = TimeConverter.class,
      description = "How long to try what does not succeed at once (default: 60 s).")
  private Duration patience = Duration.ZERO;

  private Optional<HerdConfig> loaded = Optional.empty();

  /** The configuration. */
  HerdConfig herd() {
    if (loaded.isEmpty()) {
      loaded = Optional.of(config.load());
    }
    return loaded.get();
  }

  /** How long reports are of account. */
  Lifetimes lifetimes() {
    return new Lifetimes(herd().reports().ttl(), herd().reports().tombstoneTtl());
  }

  /** Where the reports are read from. */
  Source source(Optional<Place> from) throws IOException, InterruptedException {
    return switch (from.orElseGet(this::usual)) {
      case HERD -> new HerdSource(herd(), servers(), patience);
      case CASSANDRA ->
          CassandraSource.open(
              databases().settings(herd().store().cassandra()), cassandra(), patience);
    };
  }

  /** What takes them. */
  Sink sink(Optional<Place> to) throws IOException, InterruptedException {
    return switch (to.orElseGet(this::usual)) {
      case HERD -> new HerdSink(herd(), servers(), patience);
      case CASSANDRA ->
          CassandraSink.open(
              databases().settings(herd().store().cassandra()), lifetimes(), cassandra(), patience);
    };
  }

  private Place usual() {
    return herd().store().kind() == StoreKind.CASSANDRA ? Place.CASSANDRA : Place.HERD;
  }

  private List<ServerConfig> servers() {
    return server
        .map(name ->
            List.of(herd().server(name).orElseThrow(() -> AskOptions.unknown(name, herd()))))
        .orElseGet(() -> herd().servers());
  }

  private String cassandra() {
    return CassandraDatabases.description(herd().store().cassandra());
  }

  private static CassandraDatabases databases() {
    return new CassandraDatabases(System.getenv());
  }
}
