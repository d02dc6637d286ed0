package io.proxyherd.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import io.proxyherd.node.Node;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The socket to another server and its link. */
final class PeerHandler extends ChannelInboundHandlerAdapter implements PeerConnection {
  private final Node node;
  private final ByteCopy input;
  private final Optional<String> dialled;
  private @Nullable Outbox outbox;
  private @Nullable PeerLink link;
  private String address = "?";

  /**
   * @param input the event loop's array for what is read
   * @param dialled whom this server wanted to reach, if it dialled
   */
  PeerHandler(Node node, ByteCopy input, Optional<String> dialled) {
    this.node = node;
    this.input = input;
    this.dialled = dialled;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    address = Addresses.print(ctx.channel().remoteAddress());
    outbox = new Outbox(ctx);
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
    outbox().release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Failures.report(node, address, cause);
    link().close("connection failed: " + cause.getMessage());
  }

  @Override
  public boolean isWritable() {
    return outbox().context().channel().isWritable();
  }

  @Override
  public void send(ByteBuffer frame) {
    outbox().add(frame);
    outbox().flush();
  }

  @Override
  public void close() {
    outbox().closeAfterSending();
  }

  @Override
  public String toString() {
    return address;
  }

  private PeerLink link() {
    return Failures.present(link);
  }

  private Outbox outbox() {
    return Failures.present(outbox);
  }
}
