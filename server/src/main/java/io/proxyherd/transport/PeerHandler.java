package io.proxyherd.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.proxyherd.link.PeerLink;
import io.proxyherd.node.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The socket to another server and its link. */
final class PeerHandler extends PeerSocket {
  private final Node node;
  private final ByteCopy input;
  private final Optional<String> dialled;
  private @Nullable PeerLink link;

  /**
   * @param input the event loop's array for what is read
   * @param dialled whom this server wanted to reach, if it dialled
   */
  PeerHandler(Node node, ByteCopy input, Turn turn, Optional<String> dialled) {
    super(turn);
    this.node = node;
    this.input = input;
    this.dialled = dialled;
  }

  @Override
  void opened() {
    link = node.openLink(this, dialled);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      int length = input.take(bytes);
      link().onBytes(input.array(), 0, length);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (isWritable()) {
      link().onWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    link().onClosed("connection closed by the other server");
    release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Failures.report(node, toString(), cause);
    link().close("connection failed: " + cause.getMessage());
  }

  private PeerLink link() {
    return Failures.present(link);
  }
}
