package io.proxyherd.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one connection in a {@link Turn}, gathered so that the replies to pipelined
 * commands share a buffer and a system call. Not thread-safe: owned by its channel's event loop.
 */
final class Outbox {
  private static final int CHUNK = 32 * 1024;
  private static final int FIRST_CHUNK = 512;
  private static final long LINGER_MS = 10_000;

  private final ChannelHandlerContext ctx;
  private final Turn turn;
  private @Nullable ByteBuf gathered;
  private boolean flushIsDue;
  private boolean closing;

  Outbox(ChannelHandlerContext ctx, Turn turn) {
    this.ctx = ctx;
    this.turn = turn;
  }

  ChannelHandlerContext context() {
    return ctx;
  }

  /** Takes the bytes {@code [0, length)}; they are sent at the end of the turn. */
  void add(byte[] bytes, int length) {
    room(length).writeBytes(bytes, 0, length);
  }

  /** Takes what remains in the buffer; it is sent at the end of the turn. */
  void add(ByteBuffer bytes) {
    room(bytes.remaining()).writeBytes(bytes);
  }

  /** Sends what it has; called by its turn. */
  void flush() {
    flushIsDue = false;
    write();
    ctx.flush();
  }

  /**
   * Sends what it has, then closes; at once if the other end takes nothing for {@value #LINGER_MS}
   * ms.
   */
  void closeAfterSending() {
    if (closing) {
      return;
    }
    closing = true;
    write();
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    if (ctx.channel().isOpen()) {
      linger(pendingBytes());
    }
  }

  /** Drops what it has: the connection is gone. */
  void release() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private ByteBuf room(int length) {
    if (gathered != null && gathered.readableBytes() + length > CHUNK) {
      write();
    }
    if (gathered == null) {
      gathered = ctx.alloc().directBuffer(Math.max(FIRST_CHUNK, length));
    }
    if (!flushIsDue) {
      flushIsDue = true;
      turn.add(this);
    }
    return gathered;
  }

  private void write() {
    if (gathered != null) {
      var _ = ctx.write(gathered).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
      gathered = null;
    }
  }

  private void linger(long pendingBefore) {
    var _ =
        ctx.executor()
            .schedule(
                () -> {
                  long pending = pendingBytes();
                  if (pending == pendingBefore) {
                    var _ = ctx.close();
                  } else if (ctx.channel().isOpen()) {
                    linger(pending);
                  }
                },
                LINGER_MS,
                MILLISECONDS);
  }

  private long pendingBytes() {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
