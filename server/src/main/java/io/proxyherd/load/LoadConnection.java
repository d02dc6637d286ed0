package io.proxyherd.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection under load. First it reports each of its clients once; then, in a {@link Window},
 * it sends as planned. Not thread-safe: owned by its event loop.
 */
final class LoadConnection extends ChannelInboundHandlerAdapter {
  private static final byte[] NOTHING = {};
  private static final int LONGEST_QUOTE = 200;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LoadPlan plan;
  private final int number;
  private final LoadLoop loop;
  private final Dialogue dialogue;
  private final CompletableFuture<Void> primed = new CompletableFuture<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final long[] sentNanos;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Window window;
  private byte[] kept = NOTHING;
  private long toPrime;
  private long asked;
  private long answered;
  private boolean hasSentAll;

  /**
   * @param number of the connection, from 0
   */
  LoadConnection(LoadPlan plan, int number, LoadLoop loop, Dialogue dialogue) {
    this.plan = plan;
    this.number = number;
    this.loop = loop;
    this.dialogue = dialogue;
    sentNanos = new long[plan.depth()];
    toPrime = plan.clientsOf(number);
    loop.add(this);
  }

  /** Done once each client has been reported. */
  CompletableFuture<Void> primed() {
    return primed;
  }

  /** Done once all that was sent in the window is answered. */
  CompletableFuture<Void> finished() {
    return finished;
  }

  LoadLoop loop() {
    return loop;
  }

  int number() {
    return number;
  }

  Dialogue dialogue() {
    return dialogue;
  }

  boolean hasSentAll() {
    return hasSentAll;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ctx = context;
  }

  /** Reports each client once, to be known by the server. */
  void prime() {
    send(Math.min(plan.depth(), toPrime), System.nanoTime());
    context().flush();
  }

  /** Sends as planned; in a fixed rhythm only when {@link #sendDue} is called, too. */
  void run(Window when) {
    window = when;
    asked = 0;
    answered = 0;
    dialogue.mix();
    if (plan.rate().isEmpty()) {
      send(plan.depth(), System.nanoTime());
      context().flush();
    }
  }

  /** Sends those whose moment has come. */
  void sendDue(long now) {
    Window when = window;
    if (when == null || hasSentAll || !context().channel().isWritable()) {
      return;
    }
    long due = 0;
    long at = dueNanos(when, asked);
    for (; at - now <= 0 && !when.isBefore(at); at = dueNanos(when, asked + due)) {
      loop.recordLag(now - at);
      due++;
    }
    hasSentAll = when.isBefore(at);
    if (due > 0) {
      send(due, now);
      context().flush();
    }
    finishIfDone();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      int length = kept.length + bytes.readableBytes();
      byte[] in = loop.in(length);
      System.arraycopy(kept, 0, in, 0, kept.length);
      bytes.readBytes(in, kept.length, bytes.readableBytes());
      take(in, length);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail("the server closed connection " + number);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail("connection " + number + " failed: " + cause);
  }

  private void take(byte[] in, int length) {
    long now = System.nanoTime();
    int at = 0;
    int answers = 0;
    while (at < length) {
      int end = answered + answers < asked ? dialogue.accept(in, at, length) : Dialogue.WRONG;
      if (end == Dialogue.WRONG) {
        fail("wrong answer on connection " + number + ": " + quote(in, at, length));
        return;
      }
      if (end == Dialogue.INCOMPLETE) {
        break;
      }
      record(answered + answers, now);
      answers++;
      at = end;
    }
    kept = at == length ? NOTHING : Arrays.copyOfRange(in, at, length);
    answered += answers;
    count(answers, now);
    goOn(answers, now);
  }

  private void record(long answer, long now) {
    Window when = window;
    if (when == null) {
      return;
    }
    if (plan.rate().isPresent()) {
      long due = dueNanos(when, answer);
      if (when.contains(due)) {
        loop.record(now - due);
      }
    } else if (when.contains(now)) {
      loop.record(now - sentNanos[(int) (answer % sentNanos.length)]);
    }
  }

  private void count(int answers, long now) {
    Window when = window;
    loop.count(
        answers, when != null && when.contains(now), when != null && now - when.fromNanos() >= 0);
  }

  /** What comes after so many answers. */
  private void goOn(int answers, long now) {
    Window when = window;
    if (when == null) {
      send(Math.min(answers, toPrime), now);
      if (answered == asked && toPrime == 0) {
        primed.complete(null);
      }
    } else if (plan.rate().isPresent()) {
      finishIfDone();
    } else {
      hasSentAll = when.isBefore(now);
      if (!hasSentAll) {
        send(answers, now);
      }
      finishIfDone();
    }
  }

  private void finishIfDone() {
    if (hasSentAll && answered == asked) {
      finished.complete(null);
    }
  }

  private void send(long commands, long now) {
    byte[] out = loop.out();
    int length = 0;
    for (long i = 0; i < commands; i++) {
      if (length + dialogue.longestCommand() > out.length) {
        write(out, length);
        length = 0;
      }
      sentNanos[(int) (asked++ % sentNanos.length)] = now;
      length = dialogue.ask(out, length);
    }
    if (length > 0) {
      write(out, length);
    }
    if (window == null) {
      toPrime -= commands;
    }
  }

  private void write(byte[] out, int length) {
    ByteBuf bytes = context().alloc().directBuffer(length).writeBytes(out, 0, length);
    var _ = context().write(bytes).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** When a command of this connection is to be sent: those of all connections in turn. */
  private long dueNanos(Window when, long command) {
    double turn = (double) command * plan.connections() + number;
    return when.startNanos() + (long) (turn * (NANOS_PER_SECOND / plan.rate().getAsDouble()));
  }

  private void fail(String reason) {
    var failure = new LoadFailure(reason + "; the figures would mean nothing");
    primed.completeExceptionally(failure);
    finished.completeExceptionally(failure);
  }

  private static String quote(byte[] in, int from, int to) {
    String text = new String(in, from, Math.min(LONGEST_QUOTE, to - from), ISO_8859_1);
    return Optional.of(text.indexOf('\n'))
        .filter(end -> end >= 0)
        .map(end -> text.substring(0, end))
        .orElse(text);
  }

  private ChannelHandlerContext context() {
    if (ctx == null) {
      throw new IllegalStateException("event before channelActive");
    }
    return ctx;
  }
}
