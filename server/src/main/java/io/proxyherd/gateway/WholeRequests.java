package io.proxyherd.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;

/** Puts a request together with its body; one that is too long becomes a failed request. */
final class WholeRequests extends HttpObjectAggregator {
  /**
   * Takes bodies up to that length.
   *
   * @param longestBody in bytes
   */
  WholeRequests(int longestBody) {
    super(longestBody);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    var failed = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    failed.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException()));
    var _ = ctx.fireChannelRead(failed);
  }
}
