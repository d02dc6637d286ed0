package io.proxyherd.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.proxyherd.legacy.ConnectionLink;
import io.proxyherd.legacy.LegacyPeer;
import io.proxyherd.legacy.LineLink;
import io.proxyherd.node.Node;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A server's connections to its legacy neighbours, and their addresses. Those who connect to it
 * come to the clients' port.
 */
final class LegacyNetwork implements AutoCloseable {
  /** How long a server's start waits for a name server. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HerdServerSettings settings;
  private final Node node;
  private final EventLoop loop;
  private final Turn turn;
  private final Bootstrap bootstrap;
  private final Supplier<Backoff> backoffs;
  private final LegacyHosts hosts;
  private final List<Runnable> starts = new ArrayList<>();
  private final List<Dialler> diallers = new ArrayList<>();

  /**
   * @param bootstrap without a handler
   */
  LegacyNetwork(
      HerdServerSettings settings,
      Node node,
      EventLoop loop,
      Turn turn,
      Bootstrap bootstrap,
      Supplier<Backoff> backoffs) {
    this.settings = settings;
    this.node = node;
    this.loop = loop;
    this.turn = turn;
    this.bootstrap = bootstrap;
    this.backoffs = backoffs;
    hosts = new LegacyHosts(settings.legacy());
    node.legacy().nameHerd(settings.herd());
    settings.legacy().forEach(this::add);
    hosts.open(PATIENCE);
  }

  /** Begins to feed the peers; on the event loop. */
  void start() {
    starts.forEach(Runnable::run);
  }

  /** The names of the peers that have this address. */
  Set<String> peersAt(SocketAddress address) {
    return hosts.peersAt(address);
  }

  /** Dials no more; on the event loop. */
  @Override
  public void close() {
    hosts.close();
    diallers.forEach(Dialler::stop);
  }

  private void add(LegacyAddress legacy) {
    LegacyPeer peer = legacy.peer();
    Supplier<InetSocketAddress> address =
        () -> InetSocketAddress.createUnresolved(legacy.host(), legacy.port());
    switch (peer.delivery()) {
      case CONNECTION_PER_UPDATE -> {
        var courier = new LegacyCourier(loop, bootstrap, address, backoffs.get());
        ConnectionLink link = node.legacy().open(peer, courier);
        courier.serve(link);
        starts.add(link::start);
      }
      case LINE -> {
        LineLink link = node.legacy().open(peer);
        Dialler dialler = dialler(link, address);
        diallers.add(dialler);
        starts.add(dialler::dial);
      }
    }
  }

  private Dialler dialler(LineLink link, Supplier<InetSocketAddress> address) {
    Bootstrap dialling =
        bootstrap
            .clone()
            // Else a machine that went down without a word would never be missed.
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(
                HerdServer.initializer(
                    channel -> channel.pipeline().addLast(new LegacyLineHandler(link, turn))));
    return new Dialler(
        loop,
        dialling,
        address,
        backoffs.get(),
        settings.reconnectMost().toNanos(),
        link::onClosed);
  }
}
