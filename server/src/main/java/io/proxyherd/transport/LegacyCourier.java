package io.proxyherd.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.proxyherd.legacy.ConnectionLink;
import io.proxyherd.legacy.Courier;
import io.proxyherd.legacy.Dispatch;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries each line to a legacy peer over a connection of its own: connects, sends, ends its side,
 * and waits a little for the other end to close, for a reset could destroy what is not yet read.
 * What the peer says is ignored. Not thread-safe: owned by its event loop.
 */
final class LegacyCourier implements Courier {
  /** How long the peer may take to take a line. */
  private static final long PATIENCE_MS = 5_000;

  /** How long it may take to close then; many never do. */
  private static final long LINGER_MS = 200;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Supplier<InetSocketAddress> address;
  private final Backoff backoff;
  private @Nullable ConnectionLink link;

  /**
   * @param bootstrap without a handler
   */
  LegacyCourier(
      EventLoop loop, Bootstrap bootstrap, Supplier<InetSocketAddress> address, Backoff backoff) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.address = address;
    this.backoff = backoff;
  }

  /** Whose lines it carries; it needs its courier before it exists. */
  void serve(ConnectionLink served) {
    link = served;
  }

  @Override
  public void deliver(Dispatch dispatch) {
    Resolver.resolve(address, loop, peer -> connect(peer, dispatch));
  }

  @Override
  public void pause() {
    if (!loop.isShuttingDown()) {
      var _ = loop.schedule(link()::onPauseOver, backoff.next().toNanos(), NANOSECONDS);
    }
  }

  @Override
  public void resetPause() {
    backoff.reset();
  }

  private void connect(InetSocketAddress peer, Dispatch dispatch) {
    if (loop.isShuttingDown()) {
      return;
    }
    if (peer.isUnresolved()) {
      link().onFailed(dispatch, "unknown host: " + peer.getHostString());
    } else {
      var _ =
          bootstrap
              .clone()
              .handler(new Carriage(dispatch))
              .connect(peer)
              .addListener(done -> onConnected((ChannelFuture) done, dispatch));
    }
  }

  private void onConnected(ChannelFuture connected, Dispatch dispatch) {
    if (connected.isSuccess()) {
      return;
    }
    Throwable cause = connected.cause();
    if (isOurOwn(cause)) {
      link().onPostponed(dispatch);
    } else {
      link().onFailed(dispatch, String.valueOf(cause.getMessage()));
    }
  }

  /** No port or no descriptor is left here: that says nothing about the peer. */
  private static boolean isOurOwn(Throwable cause) {
    return cause instanceof ChannelException
        || cause instanceof BindException
        || cause.getCause() instanceof BindException;
  }

  private ConnectionLink link() {
    return Failures.present(link);
  }

  /** One connection. */
  private final class Carriage extends ChannelInboundHandlerAdapter {
    private final Dispatch dispatch;
    private Optional<Future<?>> closing = Optional.empty();
    private boolean sent;
    private boolean brokenOff;

    Carriage(Dispatch dispatch) {
      this.dispatch = dispatch;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      closeAfter(PATIENCE_MS, ctx);
      var _ =
          ctx.writeAndFlush(Unpooled.wrappedBuffer(dispatch.bytes()))
              .addListener(written -> {
                sent = written.isSuccess();
                if (sent) {
                  var _ = ((SocketChannel) ctx.channel()).shutdownOutput();
                }
                closeAfter(sent ? LINGER_MS : 0, ctx);
              });
    }

    private void closeAfter(long millis, ChannelHandlerContext ctx) {
      closing.ifPresent(earlier -> earlier.cancel(false));
      closing = Optional.of(ctx.executor().schedule(() -> close(ctx), millis, MILLISECONDS));
    }

    private static void close(ChannelHandlerContext ctx) {
      var _ = ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      brokenOff = true;
      close(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      closing.ifPresent(later -> later.cancel(false));
      if (loop.isShuttingDown()) {
        return;
      }
      if (!sent) {
        link().onFailed(dispatch, "connection closed by the other server");
      } else if (brokenOff) {
        link().onBrokenOff(dispatch);
      } else {
        link().onDelivered(dispatch);
      }
    }
  }
}
