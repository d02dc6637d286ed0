package io.proxyherd.load;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proxyherd.config.Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** All connections of a load. */
final class Fleet implements AutoCloseable {
  private static final int CONNECTING_AT_ONCE = 200;
  private static final int STOP_MS = 2_000;

  private final LoadPlan plan;
  private final MultiThreadIoEventLoopGroup group;
  private final List<LoadLoop> loops = new ArrayList<>();
  private final List<LoadConnection> connections = new ArrayList<>();

  /**
   * @param startMicros the time of each connection's first report
   */
  Fleet(LoadPlan plan, Positions positions, long startMicros) {
    this.plan = plan;
    group =
        new MultiThreadIoEventLoopGroup(
            plan.threads(), new DefaultThreadFactory("load", true), NioIoHandler.newFactory());
    group.forEach(executor -> loops.add(new LoadLoop((EventLoop) executor)));
    for (int i = 0; i < plan.connections(); i++) {
      Dialogue dialogue = plan.protocol().dialogue(plan, positions, i, startMicros);
      connections.add(new LoadConnection(plan, i, loops.get(i % loops.size()), dialogue));
    }
  }

  List<LoadLoop> loops() {
    return loops;
  }

  List<LoadConnection> connections() {
    return connections;
  }

  /** How many answers came so far; may be called on any thread. */
  long answered() {
    return loops.stream().mapToLong(LoadLoop::answered).sum();
  }

  void connect() throws LoadFailure, InterruptedException {
    var opening = new ArrayList<ChannelFuture>();
    for (LoadConnection connection : connections) {
      opening.add(open(connection));
      if (opening.size() == CONNECTING_AT_ONCE) {
        await(opening);
      }
    }
    await(opening);
  }

  private ChannelFuture open(LoadConnection connection) {
    Address target = plan.targets().get(plan.targetOf(connection.number()));
    return new Bootstrap()
        .group(connection.loop().eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(plan.timeout().toMillis()))
        .handler(connection)
        .connect(new InetSocketAddress(target.host(), target.port()));
  }

  private static void await(List<ChannelFuture> opening) throws LoadFailure, InterruptedException {
    for (ChannelFuture opened : opening) {
      if (!opened.await().isSuccess()) {
        throw new LoadFailure(opened.cause().getMessage() + "; start the server, or correct --to");
      }
    }
    opening.clear();
  }

  /** Reports each client once; however long that takes, as long as answers come. */
  void prime() throws LoadFailure, InterruptedException {
    tellAll(LoadConnection::prime);
    awaitAll(LoadConnection::primed, Duration.ZERO);
  }

  /** Runs the load of that window until its last command is answered. */
  void run(Window window) throws LoadFailure, InterruptedException {
    tellAll(connection -> connection.run(window));
    if (plan.rate().isPresent()) {
      loops.forEach(loop -> loop.eventLoop().execute(() -> loop.sendWhatIsDue(window)));
    }
    Duration length = Duration.ofNanos(window.toNanos() - System.nanoTime());
    awaitAll(LoadConnection::finished, length);
  }

  /** Each is told on its loop. */
  private void tellAll(Consumer<LoadConnection> message) {
    connections.forEach(
        connection -> connection.loop().eventLoop().execute(() -> message.accept(connection)));
  }

  /** Waits at least so long, and further on while answers come within the time-out. */
  private void awaitAll(Function<LoadConnection, CompletableFuture<Void>> state, Duration atLeast)
      throws LoadFailure, InterruptedException {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            connections.stream().map(state).toArray(CompletableFuture<?>[]::new));
    CompletableFuture<Void> first = new CompletableFuture<>();
    connections.forEach(connection ->
        state
            .apply(connection)
            .exceptionally(failure -> {
              first.completeExceptionally(failure);
              return null;
            }));
    var either = CompletableFuture.anyOf(all, first);
    Duration wait = plan.timeout().plus(atLeast);
    while (true) {
      long before = answered();
      try {
        either.get(wait.toNanos(), NANOSECONDS);
        return;
      } catch (TimeoutException _) {
        if (answered() == before) {
          throw new LoadFailure(
              "no answer within " + wait.toMillis() + " ms; look at the server's log");
        }
        wait = plan.timeout();
      } catch (ExecutionException e) {
        throw LoadFailure.of(e);
      }
    }
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, STOP_MS, java.util.concurrent.TimeUnit.MILLISECONDS)
        .syncUninterruptibly();
  }
}
