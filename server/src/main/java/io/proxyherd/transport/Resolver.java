package io.proxyherd.transport;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds the address of a host without keeping an event loop waiting: a name server may be slow. */
final class Resolver {
  private Resolver() {}

  /**
   * Asks where it is, and hands that over on the loop; unresolved if nobody knows. Nothing happens
   * if the loop has ended.
   */
  static void resolve(
      Supplier<InetSocketAddress> address, EventLoop loop, Consumer<InetSocketAddress> resolved) {
    Thread.ofVirtual()
        .name("resolve")
        .start(() -> {
          InetSocketAddress asked = address.get();
          InetSocketAddress found =
              asked.isUnresolved()
                  ? new InetSocketAddress(asked.getHostString(), asked.getPort())
                  : asked;
          try {
            loop.execute(() -> resolved.accept(found));
          } catch (RejectedExecutionException _) {
            // The server has stopped.
          }
        });
  }
}
