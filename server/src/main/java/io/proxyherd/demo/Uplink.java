package io.proxyherd.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A connection to a server for the reports of many clients. It is dialled again until it is there.
 * Not thread-safe: owned by its event loop.
 */
final class Uplink {
  private static final int REDIAL_MS = 500;
  private static final int CONNECT_TIMEOUT_MS = 2_000;

  private final Bootstrap bootstrap;
  private final EventLoop loop;
  private final InetSocketAddress server;
  private final Answers answers;
  private Optional<Channel> channel = Optional.empty();
  private boolean closed;

  Uplink(EventLoop loop, InetSocketAddress server, Answers answers) {
    this.loop = loop;
    this.server = server;
    this.answers = answers;
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS);
  }

  void dial() {
    if (closed) {
      return;
    }
    ChannelFuture dialled = bootstrap.clone().handler(new Receiver()).connect(server);
    channel = Optional.of(dialled.channel());
    var _ =
        dialled.addListener(result -> {
          if (!result.isSuccess()) {
            redial();
          }
        });
  }

  /** Whether a report can be sent: the server is there, and reads. */
  boolean isReady() {
    return channel.filter(it -> it.isActive() && it.isWritable()).isPresent();
  }

  /** Sends a line at the next {@link #flush}. */
  void send(String line) {
    channel.ifPresent(to -> {
      var _ = to.write(ByteBufUtil.writeAscii(to.alloc(), line));
    });
  }

  void flush() {
    channel.ifPresent(Channel::flush);
  }

  void close() {
    closed = true;
    channel.ifPresent(open -> {
      var _ = open.close();
    });
  }

  private void redial() {
    if (!closed) {
      var _ = loop.schedule(this::dial, REDIAL_MS, MILLISECONDS);
    }
  }

  /** Counts what is answered, by the first letter of each line. */
  private final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
    private boolean atStart = true;

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      while (bytes.isReadable()) {
        byte next = bytes.readByte();
        if (atStart) {
          answers.count(next == 'A');
        }
        atStart = next == '\n';
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      redial();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // The server has gone; what was under way is reported again in seconds.
      var _ = context.close();
    }
  }
}
