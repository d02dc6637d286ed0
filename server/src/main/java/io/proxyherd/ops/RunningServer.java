package io.proxyherd.ops;

import io.proxyherd.config.ClientSettings;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.config.PeerSettings;
import io.proxyherd.config.ServerConfig;
import io.proxyherd.link.LinkSettings;
import io.proxyherd.link.Redundancy;
import io.proxyherd.node.NodeSettings;
import io.proxyherd.node.PlacesProvider;
import io.proxyherd.transport.Addresses;
import io.proxyherd.transport.BindFailure;
import io.proxyherd.transport.HerdServer;
import io.proxyherd.transport.HerdServerSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One server of a herd, put together, with its log; it listens from the start. */
public final class RunningServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final ServerLog log;
  private final HerdServer server;
  private final InetSocketAddress clientAddress;
  private final InetSocketAddress peerAddress;

  private RunningServer(
      ServerLog log,
      HerdServer server,
      InetSocketAddress clientAddress,
      InetSocketAddress peerAddress) {
    this.log = log;
    this.server = server;
    this.clientAddress = clientAddress;
    this.peerAddress = peerAddress;
  }

  /**
   * Starts it; it dials nobody yet.
   *
   * @throws BindFailure if one of its ports can't be had; then nothing is left running
   */
  static RunningServer start(
      HerdConfig herd,
      ServerConfig config,
      InetSocketAddress clients,
      InetSocketAddress peers,
      PlacesProvider places)
      throws BindFailure {
    ServerLog log = ServerLog.open(herd.log(), config.name());
    var server = new HerdServer(settings(herd, config), places, new LogObserver(log));
    try {
      var running =
          new RunningServer(
              log, server, server.listenForClients(clients), server.listenForPeers(peers));
      log.info(
          "started: clients "
              + Addresses.print(running.clientAddress)
              + ", peers "
              + Addresses.print(running.peerAddress)
              + ", neighbours "
              + names(herd, config));
      return running;
    } catch (BindFailure e) {
      server.close();
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

  /** The server on the network. */
  public HerdServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    log.info("stopped");
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
            peer.clockOffsetRefuse());
    var node =
        new NodeSettings(
            link,
            client.lineLimitBytes(),
            client.idleFlush(),
            client.idleTimeout(),
            client.maxPendingReplies(),
            herd.clock().tolerance(),
            herd.places().deadline());
    return new HerdServerSettings(
        node, client.maxConnections(), peer.reconnectMin(), peer.reconnectMax(), STOP_TIMEOUT);
  }

  private static String names(HerdConfig herd, ServerConfig config) {
    return herd.neighbours(config.name()).stream()
        .map(ServerConfig::name)
        .collect(Collectors.joining(", "));
  }
}
