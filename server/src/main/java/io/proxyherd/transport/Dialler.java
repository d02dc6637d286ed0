package io.proxyherd.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * Keeps the connection to one peer: dials, and when it fails or ends dials again after a {@link
 * Backoff}. Not thread-safe: owned by its event loop.
 */
final class Dialler {
  /** Takes the failures of dialling. */
  interface Listener {
    void failed(String reason);
  }

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Supplier<InetSocketAddress> address;
  private final Backoff backoff;
  private final long settledNanos;
  private final Listener listener;
  private boolean stopped;

  /**
   * @param address asked at every try, so that a name may come to mean another host
   * @param settledNanos a connection that lasted so long was a good one
   */
  Dialler(
      EventLoop loop,
      Bootstrap bootstrap,
      Supplier<InetSocketAddress> address,
      Backoff backoff,
      long settledNanos,
      Listener listener) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.address = address;
    this.backoff = backoff;
    this.settledNanos = settledNanos;
    this.listener = listener;
  }

  void dial() {
    if (!stopped) {
      Resolver.resolve(address, loop, this::connect);
    }
  }

  private void connect(InetSocketAddress peer) {
    if (peer.isUnresolved()) {
      failed("unknown host: " + peer.getHostString());
    } else if (!stopped) {
      var _ = bootstrap.connect(peer).addListener(done -> onDialled((ChannelFuture) done));
    }
  }

  void stop() {
    stopped = true;
  }

  private void onDialled(ChannelFuture dialled) {
    if (!dialled.isSuccess()) {
      failed(String.valueOf(dialled.cause().getMessage()));
      return;
    }
    Channel channel = dialled.channel();
    long startNanos = System.nanoTime();
    var _ =
        channel
            .closeFuture()
            .addListener(_ -> {
              if (System.nanoTime() - startNanos >= settledNanos) {
                backoff.reset();
              }
              dialLater();
            });
  }

  private void failed(String reason) {
    listener.failed(reason);
    dialLater();
  }

  private void dialLater() {
    if (!stopped && !loop.isShuttingDown()) {
      var _ = loop.schedule(this::dial, backoff.next().toNanos(), NANOSECONDS);
    }
  }
}
