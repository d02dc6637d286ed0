package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_KEY;
import static io.netty.handler.codec.http.HttpHeaderNames.SEC_WEBSOCKET_VERSION;
import static io.netty.handler.codec.http.HttpHeaderNames.UPGRADE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.proxyherd.text.Printable;
import java.util.List;
import java.util.Map;

/** The events as a WebSocket's text frames (RFC 6455), one for each. */
final class SocketStream implements Streaming, StreamReader.Wording {
  /** Nothing that a reader says counts, so it need not be long. */
  private static final int LONGEST_FRAME = 4096;

  private static final String VERSION = "13";
  private static final int ROUGHLY_BYTES = 1024;

  private final StreamReader reader;
  private final HttpHeaders asked;

  /**
   * @param asked the headers of a request that {@link #isAskedFor}
   */
  SocketStream(StreamReader reader, HttpHeaders asked) {
    this.reader = reader;
    this.asked = asked;
  }

  /** Whether the request asks for a WebSocket; refused if for one of an unknown kind. */
  static boolean isAskedFor(HttpHeaders headers) {
    if (!headers.containsValue(UPGRADE, "websocket", true)) {
      return false;
    }
    String version = headers.get(SEC_WEBSOCKET_VERSION, "");
    if (!version.equals(VERSION)) {
      throw RefusedRequest.bad(
          SEC_WEBSOCKET_VERSION.toString(),
          version.isEmpty() ? "none" : Printable.text(version),
          VERSION,
          "use a WebSocket of RFC 6455");
    }
    if (headers.get(SEC_WEBSOCKET_KEY, "").isEmpty()) {
      throw RefusedRequest.bad(
          SEC_WEBSOCKET_KEY.toString(), "none", "24 characters", "add the header");
    }
    return true;
  }

  @Override
  public void begin(ChannelHandlerContext ctx, Map<String, String> headers) {
    var decoding =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(LONGEST_FRAME)
            .allowExtensions(false)
            .build();
    var shaker = new WebSocketServerHandshaker13("", null, decoding);
    var told = new DefaultHttpHeaders();
    headers.forEach(told::set);
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.GET,
            StreamApi.PATH,
            Unpooled.EMPTY_BUFFER,
            asked,
            EmptyHttpHeaders.INSTANCE);
    var _ =
        shaker
            .handshake(ctx.channel(), request, told, ctx.newPromise())
            .addListener(done -> {
              if (done.isSuccess()) {
                reader.take(ctx, this);
              } else {
                var _ = ctx.close();
              }
            });
  }

  @Override
  public void write(ChannelHandlerContext ctx, List<ToldEvent> events) {
    for (ToldEvent event : events) {
      ByteBuf text = ctx.alloc().buffer(ROUGHLY_BYTES);
      ByteBufUtil.writeAscii(text, "{\"event\":\"" + event.name());
      ByteBufUtil.writeAscii(text, "\",\"cursor\":\"" + event.cursor() + "\",\"data\":");
      // Without the end of its line.
      text.writeBytes(event.json(), 0, event.json().length - 1).writeByte('}');
      var _ = ctx.write(new TextWebSocketFrame(text));
    }
    ctx.flush();
  }

  @Override
  public void hear(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case CloseWebSocketFrame close -> {
        var _ = ctx.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      }
      // One that asks and does not read gets no answer: these must not pile up.
      case PingWebSocketFrame ping when ctx.channel().isWritable() -> {
        var _ = ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      }
      default -> {}
    }
  }

  /** Who has a WebSocket has a pong for it. */
  @Override
  public void beat(ChannelHandlerContext ctx, String cursor) {
    var _ =
        ctx.writeAndFlush(
            new PingWebSocketFrame(Unpooled.wrappedBuffer("still here".getBytes(US_ASCII))));
  }
}
