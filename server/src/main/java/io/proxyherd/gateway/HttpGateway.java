package io.proxyherd.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proxyherd.config.HerdConfig;
import io.proxyherd.metrics.ConnectionFigures;
import io.proxyherd.metrics.RequestTimes;
import io.proxyherd.metrics.ServerMetrics;
import io.proxyherd.node.PlaceFinder;
import io.proxyherd.transport.BindFailure;
import io.proxyherd.transport.HerdServer;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The HTTP port of one server. It has an event loop of its own and asks the node on the node's:
 * what it does with an answer holds up no client of the server.
 */
public final class HttpGateway implements AutoCloseable {
  static final int LONGEST_LINE = 4096;
  static final int LONGEST_HEADERS = 8192;
  // Who sends more requests than that without waiting for an answer is disconnected.
  private static final int MOST_PIPELINED = 128;
  private static final int BACKLOG = 128;
  private static final long STOP_TIMEOUT_MS = 1000;

  private final GatewaySettings settings;
  private final HerdServer server;
  private final Router router;
  private final WebPages pages;
  private final MultiThreadIoEventLoopGroup group;
  private final ChannelGroup connections;
  private final StreamReaders readers;
  // Owned by its event loop.
  private final RequestTimes requests = new RequestTimes();
  private long taken;
  private long refused;
  private Optional<LocalHosts> hosts = Optional.empty();
  private Optional<Channel> listener = Optional.empty();

  private HttpGateway(
      GatewaySettings settings,
      HerdServer server,
      PlaceFinder places,
      Supplier<List<ServerState.Provider>> providers,
      ServerMetrics metrics,
      StoreSource store,
      Supplier<HerdConfig> herd,
      Optional<Steering> steering) {
    this.settings = settings;
    this.server = server;
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("http-" + settings.server()), NioIoHandler.newFactory());
    EventLoop loop = group.next();
    connections = new DefaultChannelGroup(loop);
    Supplier<Set<String>> origins = () -> HerdOrigins.of(herd.get());
    pages = new WebPages(settings.corsOrigins(), origins);
    readers =
        new StreamReaders(
            server, loop, settings.streams().cluster(), settings.server(), store.scope());
    var node = new Asking(server, loop);
    var state = new StateReader(settings.durability(), Instant.now(), store, providers);
    router =
        new Router(
            Stream.of(
                    new ServerApi(node, state, store, herd, settings.answerTimeout()).routes(),
                    new MetricsApi(
                            node,
                            settings.answerTimeout(),
                            metrics,
                            store,
                            this::connections,
                            requests)
                        .routes(),
                    new ClientApi(settings, node, loop, store).routes(),
                    new ReportsApi(settings, node, loop, store, herd).routes(),
                    new NearbyClientsApi(settings, node, store.scope()).routes(),
                    new PlacesApi(settings, node, places).routes(),
                    new StreamApi(settings.streams(), readers).routes(),
                    new ConsoleApi(server).routes(),
                    steering
                        .map(over -> new SteeringApi(settings.server(), over).routes())
                        .orElse(List.of()),
                    new WebFiles(settings.tilesUrl(), () -> HerdOrigins.told(herd.get())).routes(),
                    new OpenApi().routes())
                .flatMap(List::stream)
                .toList());
  }

  /**
   * Listens for requests about that server.
   *
   * @param places finds those that are asked for
   * @param providers how those of the places are; asked on any thread
   * @param metrics what is printed for who measures
   * @param store where reports are kept
   * @param herd as configured, with the ports that the servers have; called on any thread
   * @param steering if servers of this process can be stopped and started over HTTP
   * @param address where; port 0 for any free one
   * @throws BindFailure if that is not possible, with the cure
   */
  public static HttpGateway open(
      GatewaySettings settings,
      HerdServer server,
      PlaceFinder places,
      Supplier<List<ServerState.Provider>> providers,
      ServerMetrics metrics,
      StoreSource store,
      Supplier<HerdConfig> herd,
      Optional<Steering> steering,
      InetSocketAddress address)
      throws BindFailure {
    var gateway =
        new HttpGateway(settings, server, places, providers, metrics, store, herd, steering);
    try {
      gateway.listen(address);
      return gateway;
    } catch (BindFailure e) {
      gateway.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.orElseThrow().localAddress();
  }

  @Override
  public void close() {
    listener.ifPresent(channel -> channel.close().syncUninterruptibly());
    connections.close().awaitUninterruptibly();
    group.shutdownGracefully(0, STOP_TIMEOUT_MS, MILLISECONDS).syncUninterruptibly();
  }

  private void listen(InetSocketAddress address) throws BindFailure {
    if (!address.isUnresolved() && address.getAddress().isLoopbackAddress()) {
      hosts = Optional.of(new LocalHosts(address.getHostString()));
    }
    var listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!listening.isSuccess()) {
      throw new BindFailure(address, listening.cause());
    }
    listener = Optional.of(listening.channel());
  }

  private void accept(SocketChannel channel) {
    if (connections.size() - readers.size() >= settings.mostConnections()) {
      refused++;
      var _ = channel.close();
      return;
    }
    connections.add(channel);
    taken++;
    var limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LONGEST_LINE)
            .setMaxHeaderSize(LONGEST_HEADERS);
    channel
        .pipeline()
        .addLast(new HttpServerCodec(limits, MOST_PIPELINED))
        .addLast(new WholeRequests(settings.longestBody()))
        // Pipelined requests wait here for their turn.
        .addLast(new FlowControlHandler())
        .addLast(
            new HttpConnection(
                request -> answer(request, channel.remoteAddress().getHostString()),
                this::count,
                settings.idleTimeout().toNanos(),
                (from, bug) -> server.tell(node -> node.observer().failed(from, bug))));
  }

  private ConnectionFigures connections() {
    return new ConnectionFigures(connections.size(), taken, refused);
  }

  private void count(Answer answer, long nanos) {
    requests.record(
        new RequestTimes.Kind(
            answer.route().map(Route::method).orElse(""),
            answer.route().map(Route::path).orElse(""),
            answer.status()),
        nanos);
  }

  private CompletionStage<Answer> answer(FullHttpRequest request, String asker) {
    // The answer may come when the request's memory is used for another one.
    var asked =
        new DefaultHttpRequest(
            request.protocolVersion(), request.method(), request.uri(), request.headers());
    return hosts
        .flatMap(local -> local.objection(request))
        .or(() -> pages.objection(request))
        .<CompletionStage<Answer>>map(
            problem -> CompletableFuture.completedFuture(Answer.problem(problem)))
        .orElseGet(() -> router.answer(request, asker))
        .thenApply(answer ->
            Economy.packed(asked.headers(), pages.told(asked, Economy.unlessKnown(asked, answer))));
  }
}
