package io.proxyherd.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.proxyherd.legacy.LineLink;
import io.proxyherd.link.PeerConnection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The socket over which a legacy peer gets its lines. What it says there is ignored. */
final class LegacyLineHandler extends ChannelInboundHandlerAdapter implements PeerConnection {
  private final LineLink link;
  private @Nullable Outbox outbox;
  private String address = "?";
  private String reason = "connection closed by the other server";

  LegacyLineHandler(LineLink link) {
    this.link = link;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    address = Addresses.print(ctx.channel().remoteAddress());
    outbox = new Outbox(ctx);
    link.onConnected(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (isWritable()) {
      link.onWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!ctx.channel().eventLoop().isShuttingDown()) {
      link.onClosed(reason);
    }
    outbox().release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    reason = "connection failed: " + cause.getMessage();
    var _ = ctx.close();
  }

  @Override
  public boolean isWritable() {
    return outbox().context().channel().isWritable();
  }

  @Override
  public void send(ByteBuffer line) {
    outbox().add(line);
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

  private Outbox outbox() {
    return Failures.present(outbox);
  }
}
