package io.proxyherd.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import io.proxyherd.legacy.LineLink;

/** The socket over which a legacy peer gets its lines. What it says there is ignored. */
final class LegacyLineHandler extends PeerSocket {
  private final LineLink link;
  private String reason = "connection closed by the other server";

  LegacyLineHandler(LineLink link, Turn turn) {
    super(turn);
    this.link = link;
  }

  @Override
  void opened() {
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
    release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    reason = "connection failed: " + cause.getMessage();
    var _ = ctx.close();
  }
}
