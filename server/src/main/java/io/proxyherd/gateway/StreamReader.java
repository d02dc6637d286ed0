package io.proxyherd.gateway;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.proxyherd.stream.Batch;
import io.proxyherd.stream.Cursor;
import io.proxyherd.stream.Filter;
import io.proxyherd.stream.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is told what clients do. It is asked for more only when its socket takes it: so
 * what a slow one has yet to be told is not kept here. Not thread-safe: owned by its channel's
 * event loop.
 */
final class StreamReader extends ChannelInboundHandlerAdapter {
  /** How events are written. */
  interface Wording {
    /** Sends the events. */
    void write(ChannelHandlerContext ctx, List<ToldEvent> events);

    /** Says that the stream is there, and what the reader has been told. */
    void beat(ChannelHandlerContext ctx, String cursor);

    /** The reader says something; to be released by whoever called. */
    default void hear(ChannelHandlerContext ctx, Object message) {}
  }

  /** What waits in the system for a slow reader grows old. */
  private static final int SOCKET_BYTES = 64 * 1024;

  private final StreamReaders home;
  private final Filter filter;
  private final Optional<Cursor> had;
  private final Cursor cursor;
  private final long heartbeatNanos;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Wording wording;
  private @Nullable Subscription subscription;
  private long wroteNanos;
  private boolean beatIsDue;
  private boolean gone;

  /**
   * @param had what the reader says that it has been told
   */
  StreamReader(StreamReaders home, Filter filter, Optional<Cursor> had, Duration heartbeat) {
    this.home = home;
    this.filter = filter;
    this.had = had;
    cursor = home.cursor(filter, had);
    heartbeatNanos = heartbeat.toNanos();
  }

  Filter filter() {
    return filter;
  }

  Optional<Cursor> had() {
    return had;
  }

  /** Takes the place of the connection's last handler, and tells it in those words. */
  void take(ChannelHandlerContext before, Wording words) {
    wording = words;
    var _ = before.channel().config().setOption(ChannelOption.SO_SNDBUF, SOCKET_BYTES);
    var _ = before.pipeline().replace(before.name(), "stream", this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    touch();
    home.add(this);
    var _ = context.executor().schedule(this::look, heartbeatNanos, NANOSECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (wording != null) {
        wording.hear(context, message);
      }
    } finally {
      // Whoever asks for more on this connection waits for ever.
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      home.wake();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      var _ = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone = true;
    home.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    home.failed(context.channel(), cause);
    var _ = context.close();
  }

  boolean isGone() {
    return gone;
  }

  /** From here on it can be told something. */
  void opened(Subscription opened) {
    subscription = opened;
  }

  /** What it is told from, once there is that. */
  Optional<Subscription> subscription() {
    return Optional.ofNullable(subscription);
  }

  /** Whether it can be told something now. */
  boolean isReady() {
    return !gone && subscription != null && ctx != null && ctx.channel().isWritable();
  }

  /** Whether it wants to hear how things are, even if there is no news. */
  boolean isBeatDue() {
    return beatIsDue;
  }

  /**
   * Tells it.
   *
   * @return whether it can take more, and there is more
   */
  boolean tell(Batch batch) {
    if (gone || ctx == null || wording == null) {
      return false;
    }
    var events = new ArrayList<ToldEvent>(batch.events().size());
    batch.tell(cursor, (event, token) -> events.add(home.print(event, token)));
    if (!events.isEmpty()) {
      touch();
      wording.write(ctx, events);
    } else if (beatIsDue) {
      touch();
      wording.beat(ctx, cursor.token());
    }
    beatIsDue = false;
    return batch.more() && ctx.channel().isWritable();
  }

  private void touch() {
    wroteNanos = System.nanoTime();
  }

  private void look() {
    if (gone || ctx == null) {
      return;
    }
    long leftNanos = wroteNanos + heartbeatNanos - System.nanoTime();
    if (leftNanos <= 0) {
      beatIsDue = true;
      home.wake();
    }
    var _ =
        ctx.executor()
            .schedule(this::look, leftNanos <= 0 ? heartbeatNanos : leftNanos, NANOSECONDS);
  }
}
