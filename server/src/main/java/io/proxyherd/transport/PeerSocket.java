package io.proxyherd.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.proxyherd.link.PeerConnection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A socket to another server as its link sees it: what is sent goes out with the turn's end. */
abstract class PeerSocket extends ChannelInboundHandlerAdapter implements PeerConnection {
  private final Turn turn;
  private @Nullable Outbox outbox;
  private String address = "?";

  PeerSocket(Turn turn) {
    this.turn = turn;
  }

  /** The link over this socket is told that it is there. */
  abstract void opened();

  @Override
  public final void channelActive(ChannelHandlerContext ctx) {
    address = Addresses.print(ctx.channel().remoteAddress());
    outbox = new Outbox(ctx, turn);
    opened();
  }

  @Override
  public final boolean isWritable() {
    return outbox().context().channel().isWritable();
  }

  @Override
  public final void send(ByteBuffer bytes) {
    outbox().add(bytes);
  }

  @Override
  public final void close() {
    outbox().closeAfterSending();
  }

  /** The socket is gone. */
  final void release() {
    outbox().release();
  }

  @Override
  public final String toString() {
    return address;
  }

  private Outbox outbox() {
    return Failures.present(outbox);
  }
}
