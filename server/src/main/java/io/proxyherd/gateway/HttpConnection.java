package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/**
 * One HTTP connection: answers its requests one after the other, in their order, and reads the next
 * one when the answer before is on its way. Who completes no request for long is disconnected,
 * however busily it sends; who sends what is no request is told so and heard no more. Not
 * thread-safe: owned by its channel's event loop.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Function<FullHttpRequest, CompletionStage<Answer>> answers;
  private final ObjLongConsumer<Answer> answered;
  private final long idleNanos;
  private final BiConsumer<String, Throwable> failures;
  private long touchedNanos;
  private long askedNanos;
  private boolean answering;
  // Nobody is to blame for the time that an answer takes.
  private boolean thinking;
  private boolean leaving;
  private boolean inputClosed;
  private boolean gone;

  /**
   * @param answered takes each answer that is sent, and how long it took, nanoseconds
   * @param idleNanos how long it may take to complete a request, or to take its answer
   * @param failures takes the address and the bug of ours
   */
  HttpConnection(
      Function<FullHttpRequest, CompletionStage<Answer>> answers,
      ObjLongConsumer<Answer> answered,
      long idleNanos,
      BiConsumer<String, Throwable> failures) {
    this.answers = answers;
    this.answered = answered;
    this.idleNanos = idleNanos;
    this.failures = failures;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    touch();
    look(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    gone = true;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (leaving) {
      return;
    }
    touch();
    askedNanos = touchedNanos;
    answering = true;
    thinking = true;
    // The next request waits until this one is answered.
    ctx.channel().config().setAutoRead(false);
    leaving = request.decoderResult().isFailure();
    boolean last = !HttpUtil.isKeepAlive(request);
    boolean streams = !request.method().equals(HttpMethod.HEAD);
    var _ =
        answer(request)
            .whenCompleteAsync(
                (answer, bug) -> {
                  if (bug != null) {
                    failures.accept(ctx.channel().remoteAddress().toString(), bug);
                  }
                  Answer given = answer == null ? broken() : answer;
                  if (given.streaming().isPresent() && streams) {
                    stream(ctx, given);
                  } else {
                    send(ctx, given, last);
                  }
                },
                ctx.executor());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputClosed = true;
      closeIfOver(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof CodecException)) {
      failures.accept(ctx.channel().remoteAddress().toString(), cause);
    }
    var _ = ctx.close();
  }

  private CompletionStage<Answer> answer(FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return CompletableFuture.completedFuture(
          Answer.problem(malformed(request.decoderResult().cause())));
    }
    try {
      return answers.apply(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** From here on the connection is somebody else's. */
  private static void stream(ChannelHandlerContext ctx, Answer answer) {
    if (ctx.channel().isActive()) {
      answer.streaming().orElseThrow().begin(ctx, answer.headers());
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void send(ChannelHandlerContext ctx, Answer answer, boolean last) {
    thinking = false;
    touch();
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.body()));
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
    response
        .headers()
        .set(CACHE_CONTROL, answer.headers().containsKey("etag") ? "no-cache" : "no-store");
    HttpUtil.setContentLength(response, answer.body().length);
    HttpUtil.setKeepAlive(response, !last && !leaving);
    var sent = ctx.writeAndFlush(response);
    answered.accept(answer, System.nanoTime() - askedNanos);
    if (leaving) {
      var _ = sent.addListener(_ -> leave(ctx));
    } else if (last) {
      var _ = sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = sent.addListener(done -> next(ctx, done.isSuccess()));
    }
  }

  private void next(ChannelHandlerContext ctx, boolean sent) {
    touch();
    answering = false;
    if (sent) {
      // If a request waits already, it comes within this call.
      ctx.channel().config().setAutoRead(true);
      closeIfOver(ctx);
    } else {
      var _ = ctx.close();
    }
  }

  /** Closing at once, with bytes unread, would take the answer from the client. */
  private void leave(ChannelHandlerContext ctx) {
    answering = false;
    if (inputClosed || !(ctx.channel() instanceof DuplexChannel channel)) {
      var _ = ctx.close();
    } else {
      var _ = channel.shutdownOutput();
      channel.config().setAutoRead(true);
    }
  }

  private void closeIfOver(ChannelHandlerContext ctx) {
    if (inputClosed && !answering) {
      var _ = ctx.close();
    }
  }

  private void touch() {
    touchedNanos = System.nanoTime();
  }

  private void look(ChannelHandlerContext ctx) {
    if (gone) {
      return;
    }
    if (thinking) {
      touch();
    }
    long leftNanos = touchedNanos + idleNanos - System.nanoTime();
    if (leftNanos <= 0) {
      var _ = ctx.close();
    } else if (ctx.channel().isOpen()) {
      var _ = ctx.executor().schedule(() -> look(ctx), leftNanos, NANOSECONDS);
    }
  }

  private static Problem malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          Problem.of(
              414,
              "URI Too Long",
              "request line",
              "more than " + HttpGateway.LONGEST_LINE + " bytes",
              "at most that",
              "shorten the path");
      case TooLongHttpContentException _ ->
          Problem.of(
              413,
              "Content Too Large",
              "body",
              String.valueOf(cause.getMessage()),
              "at most that",
              "send less at a time, or raise http.max-body");
      case TooLongHttpHeaderException _ ->
          Problem.of(
              431,
              "Request Header Fields Too Large",
              "headers",
              "more than " + HttpGateway.LONGEST_HEADERS + " bytes",
              "at most that",
              "send fewer or shorter ones");
      default ->
          Problem.of(
              400,
              "Bad Request",
              "request",
              Optional.ofNullable(cause.getMessage()).orElse("unreadable"),
              "an HTTP/1.1 request",
              "speak HTTP to this port; clients have another one");
    };
  }

  private static Answer broken() {
    return Answer.problem(
        Problem.of(
            500,
            "Internal Server Error",
            "server",
            "an error of our own",
            "an answer",
            "look into its log"));
  }
}
