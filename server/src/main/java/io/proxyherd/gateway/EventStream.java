package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Map;

/** Server-Sent Events, as WHATWG's HTML has them, in a chunked response. */
final class EventStream implements Streaming, StreamReader.Wording {
  private static final int ROUGHLY_BYTES = 1024;

  private final StreamReader reader;

  EventStream(StreamReader reader) {
    this.reader = reader;
  }

  @Override
  public void begin(ChannelHandlerContext ctx, Map<String, String> headers) {
    var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    headers.forEach((name, value) -> response.headers().set(name, value));
    response.headers().set(CACHE_CONTROL, "no-store").set("x-accel-buffering", "no");
    HttpUtil.setTransferEncodingChunked(response, true);
    var _ = ctx.write(response);
    send(ctx, ctx.alloc().buffer().writeBytes("retry: 1000\n\n".getBytes(US_ASCII)));
    reader.take(ctx, this);
  }

  @Override
  public void write(ChannelHandlerContext ctx, List<ToldEvent> events) {
    ByteBuf text = ctx.alloc().buffer(events.size() * ROUGHLY_BYTES);
    for (ToldEvent event : events) {
      append(text, "id: ", event.cursor());
      append(text, "event: ", event.name());
      ByteBufUtil.writeAscii(text, "data: ");
      // It ends its line; another end ends the event.
      text.writeBytes(event.json()).writeByte('\n');
    }
    send(ctx, text);
  }

  /** An event without data is none, but its id counts. */
  @Override
  public void beat(ChannelHandlerContext ctx, String cursor) {
    ByteBuf text = ctx.alloc().buffer();
    append(text, ":", "");
    append(text, "id: ", cursor);
    send(ctx, text.writeByte('\n'));
  }

  private static void append(ByteBuf text, String field, String value) {
    ByteBufUtil.writeAscii(text, field);
    ByteBufUtil.writeAscii(text, value);
    text.writeByte('\n');
  }

  private static void send(ChannelHandlerContext ctx, ByteBuf text) {
    var _ = ctx.writeAndFlush(new DefaultHttpContent(text));
  }
}
