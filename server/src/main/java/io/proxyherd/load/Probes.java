package io.proxyherd.load;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.proxyherd.config.Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/**
 * Updates whose way to all servers is timed. At moments fixed in advance a client that nobody knows
 * is reported to one of the servers, in turn; each of the others is asked for it, and a millisecond
 * after each answer that does not know it again. The time ends with the last of the first answers
 * that know it. So it is never too short, and too long by at most a question's round trip and the
 * pause before it.
 */
final class Probes implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int STOP_MS = 2_000;

  private final LoadPlan plan;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final List<ProbeConnection> connections = new ArrayList<>();
  private final Histogram visible = new Histogram(LoadLoop.DIGITS);
  private final Histogram roundTrip = new Histogram(LoadLoop.DIGITS);
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final String idStart;
  private int started;
  private int open;
  private boolean startedAll;

  /**
   * @param run a number that no run before had, so that its clients are new
   */
  Probes(LoadPlan plan, long run) {
    this.plan = plan;
    idStart = "probe-" + run + "-";
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("probes", true), NioIoHandler.newFactory());
    loop = group.next();
  }

  void connect() throws LoadFailure, InterruptedException {
    for (Address target : plan.targets()) {
      var connection = new ProbeConnection(this);
      ChannelFuture opened =
          new Bootstrap()
              .group(group)
              .channel(NioSocketChannel.class)
              .option(ChannelOption.TCP_NODELAY, true)
              .handler(initializer(connection))
              .connect(new InetSocketAddress(target.host(), target.port()))
              .await();
      if (!opened.isSuccess()) {
        throw new LoadFailure(opened.cause().getMessage() + "; start the server, or correct --to");
      }
      connections.add(connection);
    }
  }

  private static ChannelInitializer<SocketChannel> initializer(ProbeConnection connection) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        channel.pipeline().addLast(new LineBasedFrameDecoder(LONGEST_LINE), connection);
      }
    };
  }

  /** Begins; goes on until the window ends. */
  void start(Window window) {
    loop.execute(() -> startNext(window, window.fromNanos()));
  }

  private void startNext(Window window, long dueNanos) {
    if (window.isBefore(dueNanos)) {
      startedAll = true;
      finishIfDone();
      return;
    }
    long wait = dueNanos - System.nanoTime();
    if (wait > 0) {
      var _ = loop.schedule(() -> startNext(window, dueNanos), wait, NANOSECONDS);
      return;
    }
    int origin = started % connections.size();
    open++;
    var probe = new Probe(idStart + started++, dueNanos, connections.size());
    for (int i = 0; i < connections.size(); i++) {
      if (i == origin) {
        connections.get(i).report(probe);
      } else {
        connections.get(i).ask(probe);
      }
    }
    startNext(window, dueNanos + (long) (1e9 / plan.probesPerSecond()));
  }

  EventLoop loop() {
    return loop;
  }

  /** One more server knows it. */
  void known(Probe probe, long nanos) {
    if (probe.isKnownByOneMore()) {
      visible.recordValue(Math.max(0, nanos - probe.dueNanos()));
      open--;
      finishIfDone();
    }
  }

  void answered(long roundTripNanos) {
    roundTrip.recordValue(roundTripNanos);
  }

  void fail(String reason) {
    finished.completeExceptionally(new LoadFailure("probe: " + reason));
  }

  /** Done once all are known to all. */
  CompletableFuture<Void> finished() {
    return finished;
  }

  /** From the moment at which a probe was due until all knew it; once {@link #finished}. */
  Histogram visible() {
    return visible;
  }

  /** How long the questions took; once {@link #finished}. */
  Histogram roundTrip() {
    return roundTrip;
  }

  private void finishIfDone() {
    if (startedAll && open == 0) {
      finished.complete(null);
    }
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, STOP_MS, java.util.concurrent.TimeUnit.MILLISECONDS)
        .syncUninterruptibly();
  }
}
