package io.proxyherd.ops;

import io.proxyherd.config.ClientSettings;
import io.proxyherd.config.ConfigException;
import io.proxyherd.config.Durability;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.HttpSettings;
import io.proxyherd.config.LegacyConfig;
import io.proxyherd.config.PeerSettings;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.gateway.GatewaySettings;
import io.proxyherd.gateway.HttpGateway;
import io.proxyherd.gateway.ServerState;
import io.proxyherd.gateway.Steering;
import io.proxyherd.gateway.StoreSource;
import io.proxyherd.gateway.StreamSettings;
import io.proxyherd.journal.Disk;
import io.proxyherd.legacy.Delivery;
import io.proxyherd.legacy.Dialect;
import io.proxyherd.legacy.LegacyPeer;
import io.proxyherd.link.LinkSettings;
import io.proxyherd.link.Redundancy;
import io.proxyherd.metrics.ServerMetrics;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.places.chain.WatchedPlaces;
import io.proxyherd.store.Lifetimes;
import io.proxyherd.transport.Addresses;
import io.proxyherd.transport.BindFailure;
import io.proxyherd.transport.HerdServer;
import io.proxyherd.transport.HerdServerSettings;
import io.proxyherd.transport.LegacyAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One server of a herd, put together, with its log; it listens from the start. */
public final class RunningServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final ServerLog log;
  private final HerdServer server;
  private final Optional<ServerJournal> journal;
  private final ServerStore store;
  private final InetSocketAddress clientAddress;
  private final InetSocketAddress peerAddress;
  private final Optional<HttpGateway> http;
  private final ServerMetrics metrics;
  private final CompletableFuture<Void> ready;
  private final Optional<Runnable> untold;
  private final CompletableFuture<String> failStop;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningServer(
      ServerLog log,
      HerdServer server,
      Optional<ServerJournal> journal,
      ServerStore store,
      InetSocketAddress clientAddress,
      InetSocketAddress peerAddress,
      Optional<HttpGateway> http,
      ServerMetrics metrics,
      CompletableFuture<Void> ready,
      Optional<Runnable> untold,
      CompletableFuture<String> mustStop) {
    this.log = log;
    this.server = server;
    this.journal = journal;
    this.store = store;
    this.clientAddress = clientAddress;
    this.peerAddress = peerAddress;
    this.http = http;
    this.metrics = metrics;
    this.ready = ready;
    this.untold = untold;
    // Not on the event loop, which closing waits for.
    failStop =
        mustStop.thenCompose(
            reason -> CompletableFuture.runAsync(this::close).handle((_, _) -> reason));
  }

  /**
   * Starts it; it dials nobody yet.
   *
   * @param actual the herd with the ports that its servers really have
   * @param steering if its herd can be steered over HTTP
   * @throws BindFailure if one of its ports can't be had; then nothing is left running
   * @throws JournalFailure if its journal can't be had; likewise
   * @throws ConfigException if a file that its store needs can't be read; likewise
   */
  static RunningServer start(
      HerdConfig herd,
      ServerConfig config,
      InetSocketAddress clients,
      InetSocketAddress peers,
      Optional<InetSocketAddress> http,
      Means means,
      Supplier<HerdConfig> actual,
      Optional<Steering> steering)
      throws BindFailure, JournalFailure {
    PlaceFinder places = means.places();
    ServerLog log = ServerLog.open(herd.log(), config.name());
    Optional<WatchedPlaces> watched =
        places instanceof WatchedPlaces some ? Optional.of(some) : Optional.empty();
    Optional<Runnable> untold = watched.map(some -> some.tell(new PlacesLog(log)));
    var mustStop = new CompletableFuture<String>();
    var ready = new CompletableFuture<Void>();
    var observer = new LogObserver(log, mustStop::complete, () -> ready.complete(null));
    var server = new HerdServer(settings(herd, config), places, observer);
    Optional<ServerJournal> journal = Optional.empty();
    Optional<ServerStore> store = Optional.empty();
    Optional<ServerMetrics> metrics = Optional.empty();
    try {
      journal = openJournal(herd, config, means.disks(), server, log);
      store = Optional.of(ServerStore.open(herd, config.name(), means.databases(), server, log));
      metrics = Optional.of(metrics(config.name(), watched, journal));
      var running =
          new RunningServer(
              log,
              server,
              journal,
              store.get(),
              server.listenForClients(clients),
              herd.store().kind().usesLinks() ? server.listenForPeers(peers) : peers,
              openHttp(
                  settings(herd, config.name()),
                  server,
                  places,
                  watched,
                  metrics.get(),
                  store.get().source(),
                  actual,
                  steering,
                  http),
              metrics.get(),
              ready(herd, ready, store.get()),
              untold,
              mustStop);
      log.info(
          "started",
          "started: clients "
              + Addresses.print(running.clientAddress)
              + (herd.store().kind().usesLinks()
                  ? ", peers " + Addresses.print(running.peerAddress)
                  : "")
              + ", HTTP "
              + running.httpAddress().map(Addresses::print).orElse("off")
              + names(herd, config)
              + store.get().inWords(),
          new LogFact("clients", Addresses.print(running.clientAddress)),
          new LogFact("peers", Addresses.print(running.peerAddress)),
          new LogFact("http", running.httpAddress().map(Addresses::print).orElse("off")));
      return running;
    } catch (BindFailure | JournalFailure | ConfigException e) {
      server.close();
      journal.ifPresent(ServerJournal::close);
      store.ifPresent(ServerStore::close);
      metrics.ifPresent(ServerMetrics::close);
      untold.ifPresent(Runnable::run);
      log.close();
      throw e;
    }
  }

  /** Begins to dial the peers, by name. */
  void dial(Map<String, Supplier<InetSocketAddress>> addresses) {
    server.dial(addresses);
  }

  /** Where clients connect. */
  public InetSocketAddress clientAddress() {
    return clientAddress;
  }

  /** Where the other servers connect. */
  public InetSocketAddress peerAddress() {
    return peerAddress;
  }

  /** Where it answers HTTP, if it does. */
  public Optional<InetSocketAddress> httpAddress() {
    return http.map(HttpGateway::address);
  }

  /**
   * Done once it has caught up with its neighbours and reached its store, waits no longer, or is
   * closed.
   */
  public CompletableFuture<Void> ready() {
    return ready;
  }

  /** The server on the network. */
  public HerdServer server() {
    return server;
  }

  /**
   * Why it stopped itself, once it has; never if it is stopped from outside. The reason is one line
   * with the cure.
   */
  CompletableFuture<String> failStop() {
    return failStop;
  }

  /** Whether it takes connections: not once it is closed, or has stopped itself. */
  boolean isRunning() {
    return !closed.get();
  }

  /** Whoever waits for it to be ready waits for its store, too, but not for ever. */
  private static CompletableFuture<Void> ready(
      HerdConfig herd, CompletableFuture<Void> caughtUp, ServerStore store) {
    long patienceMs = herd.status().readyTimeout().toMillis();
    return caughtUp.thenCompose(
        _ -> store.reached().copy().completeOnTimeout(null, patienceMs, TimeUnit.MILLISECONDS));
  }

  private static ServerMetrics metrics(
      String name, Optional<WatchedPlaces> watched, Optional<ServerJournal> journal) {
    return new ServerMetrics(
        name,
        () -> watched.map(WatchedPlaces::states).orElse(List.of()),
        () -> journal.map(ServerJournal::disk));
  }

  private static Optional<ServerJournal> openJournal(
      HerdConfig herd,
      ServerConfig config,
      UnaryOperator<Disk> disks,
      HerdServer server,
      ServerLog log)
      throws JournalFailure {
    if (herd.journal().durability() == Durability.MEMORY || !herd.store().kind().usesLinks()) {
      return Optional.empty();
    }
    Path directory = herd.dataDir().resolve(config.name());
    return Optional.of(ServerJournal.open(herd.journal(), directory, disks, server, log));
  }

  private static Optional<HttpGateway> openHttp(
      GatewaySettings settings,
      HerdServer server,
      PlaceFinder places,
      Optional<WatchedPlaces> watched,
      ServerMetrics metrics,
      StoreSource store,
      Supplier<HerdConfig> actual,
      Optional<Steering> steering,
      Optional<InetSocketAddress> address)
      throws BindFailure {
    return address.isEmpty()
        ? Optional.empty()
        : Optional.of(
            HttpGateway.open(
                settings,
                server,
                places,
                () -> providers(watched),
                metrics,
                store,
                actual,
                steering,
                address.get()));
  }

  private static GatewaySettings settings(HerdConfig herd, String name) {
    HttpSettings http = herd.http();
    return new GatewaySettings(
        name,
        herd.store().kind().usesLinks()
            ? herd.journal().durability().name().toLowerCase(Locale.ROOT)
            : "store",
        http.maxConnections(),
        http.idleTimeout(),
        http.maxBodyBytes(),
        http.maxRows(),
        http.maxWait(),
        http.maxRadiusKm(),
        http.maxPlaces(),
        herd.status().answerTimeout(),
        herd.places().deadline(),
        new StreamSettings(herd.cluster(), http.maxStreams(), http.streamHeartbeat()),
        Set.copyOf(http.corsOrigins()),
        http.tilesUrl());
  }

  private static List<ServerState.Provider> providers(Optional<WatchedPlaces> places) {
    return places.stream()
        .flatMap(watched -> watched.states().stream())
        .map(state ->
            new ServerState.Provider(
                state.name(),
                state.circuit(),
                state.callsLeftToday(),
                state.asked(),
                state.answered(),
                state.cached(),
                state.coalesced(),
                state.calls(),
                state.retried(),
                state.troubles()))
        .toList();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    ready.complete(null);
    http.ifPresent(HttpGateway::close);
    store.settle(server, log);
    server.close();
    journal.ifPresent(ServerJournal::close);
    store.close();
    metrics.close();
    untold.ifPresent(Runnable::run);
    log.info("stopped", "stopped");
    log.close();
  }

  private static HerdServerSettings settings(HerdConfig herd, ServerConfig config) {
    ClientSettings client = herd.client();
    PeerSettings peer = herd.peer();
    var link =
        new LinkSettings(
            herd.cluster(),
            config.name(),
            herd.neighbours(config.name()).stream()
                .map(ServerConfig::name)
                .collect(Collectors.toUnmodifiableSet()),
            Redundancy.valueOf(peer.redundancy().name()),
            peer.helloTimeout(),
            peer.pingAfter(),
            peer.silentAfter(),
            peer.clockOffsetWarn(),
            peer.clockOffsetRefuse(),
            new Lifetimes(herd.reports().ttl(), herd.reports().tombstoneTtl()),
            herd.status().readyTimeout(),
            herd.status().rememberedLosses());
    var node =
        new NodeSettings(
            link,
            client.lineLimitBytes(),
            client.idleFlush(),
            client.idleTimeout(),
            client.maxPendingReplies(),
            herd.clock().tolerance(),
            herd.reports().maxClients(),
            herd.places().deadline());
    return new HerdServerSettings(
        node,
        client.maxConnections(),
        peer.reconnectMin(),
        peer.reconnectMax(),
        STOP_TIMEOUT,
        herd.servers().stream().map(ServerConfig::name).collect(Collectors.toUnmodifiableSet()),
        herd.legacyOf(config.name()).stream().map(RunningServer::legacy).toList());
  }

  private static LegacyAddress legacy(LegacyConfig peer) {
    var legacy =
        new LegacyPeer(
            peer.name(),
            Dialect.valueOf(peer.dialect().name()),
            Delivery.valueOf(peer.delivery().name()),
            peer.connections());
    return new LegacyAddress(legacy, peer.host(), peer.port());
  }

  private static String names(HerdConfig herd, ServerConfig config) {
    String names =
        Stream.concat(
                herd.neighbours(config.name()).stream().map(ServerConfig::name),
                herd.legacyOf(config.name()).stream().map(peer -> peer.name() + " (legacy)"))
            .collect(Collectors.joining(", "));
    return names.isEmpty() && !herd.store().kind().usesLinks() ? "" : ", neighbours " + names;
  }
}
