package io.proxyherd.ops;

import io.proxyherd.config.Address;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.transport.BindFailure;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Servers of one herd that run in this process: all of them ({@code herd up}, tests) or one ({@code
 * herd serve}). Single servers can be stopped and started again.
 */
public final class Herd implements AutoCloseable {
  private final HerdConfig config;
  private final Means means;
  private final Optional<HerdSteering> steering;
  // Changed by one thread at a time, read by any.
  private final Map<String, RunningServer> running = new ConcurrentHashMap<>();
  // Where a server listened when it was last started here, which is its port again.
  // Read by event loops, too.
  private final Map<String, InetSocketAddress> clientAddresses = new ConcurrentHashMap<>();
  private final Map<String, InetSocketAddress> httpAddresses = new ConcurrentHashMap<>();
  private final Map<String, InetSocketAddress> peerAddresses = new ConcurrentHashMap<>();

  private final List<BiConsumer<String, String>> failStopListeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  private Herd(HerdConfig config, boolean whole, Means means) {
    this.config = config;
    steering = whole ? Optional.of(new HerdSteering(this)) : Optional.empty();
    this.means = means;
  }

  /**
   * Starts all servers of the herd; whoever reaches their HTTP ports can stop and start them.
   *
   * @throws BindFailure if a port can't be had; then nothing is left running
   * @throws JournalFailure if a journal can't be had; likewise
   */
  public static Herd start(HerdConfig config, PlaceFinder places)
      throws BindFailure, JournalFailure {
    return start(config, config.servers(), Means.of(places));
  }

  /**
   * Starts one server of the herd; the others run elsewhere.
   *
   * @throws BindFailure if a port can't be had; then nothing is left running
   * @throws JournalFailure if a journal can't be had; likewise
   */
  public static Herd start(HerdConfig config, ServerConfig server, PlaceFinder places)
      throws BindFailure, JournalFailure {
    return start(config, List.of(server), Means.of(places));
  }

  /**
   * Starts some servers of the herd, perhaps on disks with faults, or with a store of a test's own;
   * otherwise as above.
   *
   * @throws BindFailure if a port can't be had; then nothing is left running
   * @throws JournalFailure if a journal can't be had; likewise
   */
  public static Herd start(HerdConfig config, List<ServerConfig> servers, Means means)
      throws BindFailure, JournalFailure {
    boolean whole = servers.size() == config.servers().size();
    var herd = new Herd(config, whole, means);
    try {
      for (ServerConfig server : servers) {
        herd.listen(server);
      }
    } catch (BindFailure | JournalFailure e) {
      herd.close();
      throw e;
    }
    // Only now: the ports of all are known.
    for (ServerConfig server : servers) {
      herd.dial(server);
    }
    return herd;
  }

  /** What the herd is, with the ports that the servers here really have. */
  public HerdConfig actualConfig() {
    return config.withServers(config.servers().stream().map(this::actual).toList());
  }

  private ServerConfig actual(ServerConfig server) {
    InetSocketAddress clients = clientAddresses.get(server.name());
    InetSocketAddress peers = peerAddresses.get(server.name());
    InetSocketAddress http = httpAddresses.get(server.name());
    return clients == null || peers == null
        ? server
        : new ServerConfig(
            server.name(),
            server.host(),
            clients.getPort(),
            peers.getPort(),
            server.http().map(at -> http == null ? at : new Address(at.host(), http.getPort())));
  }

  /** Done once every server here is ready. */
  public CompletableFuture<Void> ready() {
    return CompletableFuture.allOf(
        running.values().stream().map(RunningServer::ready).toArray(CompletableFuture<?>[]::new));
  }

  /** The running server of that name. */
  public RunningServer server(String name) {
    RunningServer server = running.get(name);
    if (server == null) {
      throw new IllegalArgumentException(
          "server: " + name + " (expected: a running one of " + running.keySet() + ")");
    }
    return server;
  }

  /** How many servers run here. */
  public int size() {
    return (int) running.values().stream().filter(RunningServer::isRunning).count();
  }

  /** The server of that name, if it runs here. */
  Optional<RunningServer> running(String name) {
    return Optional.ofNullable(running.get(name)).filter(RunningServer::isRunning);
  }

  /**
   * Tells the listener the name of each server here that stops itself, once it has, and the reason
   * in one line with the cure. Called on any thread; also for one that has stopped already, or is
   * started later.
   */
  public void onFailStop(BiConsumer<String, String> listener) {
    failStopListeners.add(listener);
    running.forEach((name, server) -> tell(listener, name, server));
  }

  private static void tell(BiConsumer<String, String> listener, String name, RunningServer server) {
    var _ = server.failStop().thenAccept(reason -> listener.accept(name, reason));
  }

  /** Stops one server as if its machine were switched off in an orderly way. */
  public synchronized void stop(String name) {
    server(name).close();
    running.remove(name);
  }

  /** Starts a stopped server again, on the ports that it had. */
  public synchronized void start(String name) throws BindFailure, JournalFailure {
    ServerConfig server =
        config
            .server(name)
            .filter(known -> !closed && running(name).isEmpty())
            .orElseThrow(() ->
                new IllegalArgumentException("server: " + name + " (expected: a stopped one)"));
    listen(server);
    dial(server);
    failStopListeners.forEach(listener -> tell(listener, name, server(name)));
  }

  @Override
  public synchronized void close() {
    closed = true;
    steering.ifPresent(HerdSteering::close);
    running.values().forEach(RunningServer::close);
    running.clear();
  }

  private void listen(ServerConfig server) throws BindFailure, JournalFailure {
    String name = server.name();
    var clients =
        clientAddresses.getOrDefault(name, new InetSocketAddress(server.host(), server.port()));
    var peers =
        peerAddresses.getOrDefault(name, new InetSocketAddress(server.host(), server.peerPort()));
    var http =
        server
            .http()
            .map(at ->
                httpAddresses.getOrDefault(name, new InetSocketAddress(at.host(), at.port())));
    RunningServer started =
        RunningServer.start(
            config,
            server,
            clients,
            peers,
            http,
            means,
            this::actualConfig,
            steering.map(over -> over));
    running.put(name, started);
    clientAddresses.put(name, started.clientAddress());
    peerAddresses.put(name, started.peerAddress());
    started.httpAddress().ifPresent(address -> httpAddresses.put(name, address));
  }

  private void dial(ServerConfig server) {
    var addresses = new HashMap<String, Supplier<InetSocketAddress>>();
    for (ServerConfig neighbour : config.neighbours(server.name())) {
      addresses.put(neighbour.name(), () -> peerAddress(neighbour));
    }
    server(server.name()).dial(addresses);
  }

  /** A server of this process is where it listens; one elsewhere is looked up by name each time. */
  private InetSocketAddress peerAddress(ServerConfig server) {
    InetSocketAddress here = peerAddresses.get(server.name());
    return here != null
        ? here
        : InetSocketAddress.createUnresolved(server.host(), server.peerPort());
  }
}
