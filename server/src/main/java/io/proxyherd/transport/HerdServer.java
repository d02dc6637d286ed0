package io.proxyherd.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeObserver;
import io.proxyherd.node.PlaceFinder;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One server on the network: a node on an event loop of its own, a listener for clients, one for
 * peers, and a {@link Dialler} for each peer whose name comes after this server's. (One of the two
 * must dial, or there would be two connections.)
 *
 * <p>The sockets are the JDK's. Netty's own epoll (4.2.20) takes a client that ended its side out
 * of epoll and then fails to wait for room in its socket: the replies that did not fit are lost.
 */
public final class HerdServer implements AutoCloseable {
  private static final int READ_BYTES = 32 * 1024;
  private static final int BACKLOG = 4096;
  private static final WriteBufferWaterMark SEND_BUFFER =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  /**
   * What waits here for a slow peer grows old; what waits in the ring stays new. The system alone
   * would hold megabytes.
   */
  private static final int PEER_SOCKET_BYTES = 128 * 1024;

  private static final WriteBufferWaterMark PEER_SEND_BUFFER =
      new WriteBufferWaterMark(32 * 1024, 64 * 1024);

  private final HerdServerSettings settings;
  private final NodeObserver observer;
  private final SecureRandom random = new SecureRandom();
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Node node;
  private final Turn turn;
  private final ByteCopy input = new ByteCopy();
  private final ChannelGroup clients;
  private final List<Channel> listeners = new ArrayList<>();
  private final List<Dialler> diallers = new ArrayList<>();
  private final LegacyNetwork legacy;
  private volatile boolean cutOff;
  private final AtomicLong takenClients = new AtomicLong();
  private final AtomicLong refusedClients = new AtomicLong();

  public HerdServer(HerdServerSettings settings, PlaceFinder places, NodeObserver observer) {
    this.settings = settings;
    this.observer = observer;
    String name = settings.node().link().server();
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("herd-" + name), NioIoHandler.newFactory());
    loop = group.next();
    clients = new DefaultChannelGroup(loop);
    var clock = new SystemClock();
    var shell = new LoopShell(loop, clock, places);
    node = new Node(settings.node(), clock, random, shell, observer);
    shell.serve(node);
    turn = new Turn(loop, node, shell);
    legacy = new LegacyNetwork(settings, node, loop, turn, dialling(), this::backoff);
  }

  /**
   * Listens for clients.
   *
   * @return where; the port is the one that was free if port 0 was asked for
   * @throws BindFailure if that is not possible, with the cure
   */
  public InetSocketAddress listenForClients(InetSocketAddress address) throws BindFailure {
    return listen(address, true, this::acceptClient);
  }

  /** Listens for other servers; otherwise as {@link #listenForClients}. */
  public InetSocketAddress listenForPeers(InetSocketAddress address) throws BindFailure {
    return listen(address, false, channel -> addPeer(channel, Optional.empty()));
  }

  /**
   * Begins to dial those peers that this server dials and to feed the legacy peers, and goes on
   * until it is closed.
   *
   * @param addresses of the peers, by name; asked at every try
   */
  public void dial(Map<String, Supplier<InetSocketAddress>> addresses) {
    String own = settings.node().link().server();
    loop.execute(node::begin);
    addresses.forEach((peer, address) -> {
      if (own.compareTo(peer) < 0) {
        var dialler = dialler(peer, address);
        diallers.add(dialler);
        loop.execute(dialler::dial);
      }
    });
    loop.execute(legacy::start);
  }

  /** How many clients have connected, those refused not included. */
  public long takenClients() {
    return takenClients.get();
  }

  /** How many clients were disconnected at once, for there were too many. */
  public long refusedClients() {
    return refusedClients.get();
  }

  /** How many clients are connected. */
  public int connectedClients() {
    return clients.size();
  }

  /**
   * Cuts this server off from the other servers, as a broken network would, or mends that: its
   * links are closed, and new ones at once. Clients and legacy peers keep their connections.
   */
  public void cutOff(boolean cut) {
    cutOff = cut;
    if (cut) {
      tell(asked ->
          List.copyOf(asked.neighbourhood().links()).forEach(link -> link.close("cut off")));
    }
  }

  /** Whether it is cut off. */
  public boolean isCutOff() {
    return cutOff;
  }

  /** Asks the node something on its own thread. */
  public <T> CompletableFuture<T> ask(Function<Node, T> question) {
    return CompletableFuture.supplyAsync(() -> question.apply(node), loop);
  }

  /** Tells the node something, on its own thread; nothing happens if that has ended. */
  public void tell(Consumer<Node> event) {
    try {
      loop.execute(() -> event.accept(node));
    } catch (RejectedExecutionException _) {
      // Nobody is there to be told.
    }
  }

  /**
   * Where a store elsewhere gives its answers: on the node's thread, where a batch ends after them;
   * they are lost once that has ended.
   */
  public Executor nodeThread() {
    return answers ->
        tell(_ -> {
          answers.run();
          turn.taken(0);
        });
  }

  /** Stops listening and closes every client's connection; its links stay. */
  public void dismissClients() {
    listeners.forEach(listener -> listener.close().syncUninterruptibly());
    clients.close().awaitUninterruptibly();
  }

  /** Stops listening and dialling, closes every connection and ends the event loop. */
  @Override
  public void close() {
    loop.execute(() -> {
      diallers.forEach(Dialler::stop);
      legacy.close();
      node.neighbourhood().links().forEach(link -> link.close("this server stops"));
    });
    dismissClients();
    group
        .shutdownGracefully(0, settings.stopTimeout().toMillis(), MILLISECONDS)
        .syncUninterruptibly();
  }

  private InetSocketAddress listen(
      InetSocketAddress address, boolean halfClosure, Consumer<SocketChannel> accept)
      throws BindFailure {
    var listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, halfClosure)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SEND_BUFFER)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(64, 2048, READ_BYTES))
            .childHandler(initializer(accept))
            .bind(address)
            .awaitUninterruptibly();
    if (!listening.isSuccess()) {
      throw new BindFailure(address, listening.cause());
    }
    listeners.add(listening.channel());
    return (InetSocketAddress) listening.channel().localAddress();
  }

  private void acceptClient(SocketChannel channel) {
    if (clients.size() >= settings.mostClients()) {
      refusedClients.incrementAndGet();
      observer.clientRefused(Addresses.print(channel.remoteAddress()), settings.mostClients());
      var _ = channel.close();
      return;
    }
    clients.add(channel);
    takenClients.incrementAndGet();
    channel.pipeline().addLast(new ClientHandler(node, legacy, input, turn));
  }

  private void addPeer(SocketChannel channel, Optional<String> dialled) {
    if (cutOff) {
      var _ = channel.close();
      return;
    }
    channel.config().setSendBufferSize(PEER_SOCKET_BYTES);
    channel.config().setWriteBufferWaterMark(PEER_SEND_BUFFER);
    channel.pipeline().addLast(new PeerHandler(node, input, turn, dialled));
  }

  private Dialler dialler(String peer, Supplier<InetSocketAddress> address) {
    Bootstrap bootstrap =
        dialling().handler(initializer(channel -> addPeer(channel, Optional.of(peer))));
    return new Dialler(
        loop,
        bootstrap,
        address,
        backoff(),
        settings.reconnectMost().toNanos(),
        reason -> node.neighbourhood().unreached(peer, reason));
  }

  private Bootstrap dialling() {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SEND_BUFFER)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            (int) settings.node().link().helloTimeout().toMillis());
  }

  private Backoff backoff() {
    return new Backoff(settings.reconnectLeast(), settings.reconnectMost(), random);
  }

  static ChannelHandler initializer(Consumer<SocketChannel> initialize) {
    return new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        initialize.accept(channel);
      }
    };
  }
}
