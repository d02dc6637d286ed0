package io.proxyherd.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.Node;
import io.proxyherd.node.Session;
import java.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket and its session. Reads no more while the client does not take its replies or
 * has too many of them to come, so what one client can make the server hold is bounded.
 */
final class ClientHandler extends ChannelInboundHandlerAdapter implements ClientConnection {
  private final Node node;
  private final LegacyNetwork legacy;
  private final ByteCopy input;
  private final Turn turn;
  private @Nullable Outbox outbox;
  private @Nullable Session session;
  private @Nullable SocketAddress remote;
  private String address = "?";
  private boolean reading;
  private int bytesRead;

  /**
   * @param legacy knows who may speak for a legacy peer
   * @param input the event loop's array for what is read
   */
  ClientHandler(Node node, LegacyNetwork legacy, ByteCopy input, Turn turn) {
    this.node = node;
    this.legacy = legacy;
    this.input = input;
    this.turn = turn;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    remote = ctx.channel().remoteAddress();
    address = Addresses.print(remote);
    outbox = new Outbox(ctx, turn);
    session = node.openSession(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      reading = true;
      int length = input.take(bytes);
      bytesRead += length;
      session().onBytes(input.array(), 0, length);
      readOnlyWhatIsWanted(ctx);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    turn.taken(bytesRead);
    bytesRead = 0;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      session().onInputClosed();
      turn.taken(0);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    readOnlyWhatIsWanted(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    session().onClosed();
    outbox().release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Failures.report(node, address, cause);
    var _ = ctx.close();
  }

  @Override
  public void send(byte[] bytes, int length) {
    outbox().add(bytes, length);
    if (!reading) {
      readOnlyWhatIsWanted(outbox().context());
    }
  }

  @Override
  public void close() {
    outbox().closeAfterSending();
  }

  @Override
  public Set<String> legacyPeers() {
    return remote == null ? Set.of() : legacy.peersAt(remote);
  }

  @Override
  public String host() {
    return remote == null ? "" : Addresses.host(remote);
  }

  @Override
  public String toString() {
    return address;
  }

  private void readOnlyWhatIsWanted(ChannelHandlerContext ctx) {
    boolean wanted = ctx.channel().isWritable() && session().wantsInput();
    ChannelConfig config = ctx.channel().config();
    if (config.isAutoRead() != wanted) {
      config.setAutoRead(wanted);
    }
  }

  private Session session() {
    return Failures.present(session);
  }

  private Outbox outbox() {
    return Failures.present(outbox);
  }
}
