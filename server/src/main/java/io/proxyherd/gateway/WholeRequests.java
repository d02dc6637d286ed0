package io.proxyherd.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import org.jspecify.annotations.Nullable;

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

  /** Who asks first whether a body may be sent is told no by the same answer as who just sends. */
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    boolean tooLong = isContentLengthInvalid(start, maxContentLength);
    return tooLong ? null : super.newContinueResponse(start, maxContentLength, pipeline);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    var failed = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    failed.setDecoderResult(
        DecoderResult.failure(
            new TooLongHttpContentException("more than " + maxContentLength() + " bytes")));
    var _ = ctx.fireChannelRead(failed);
  }
}
