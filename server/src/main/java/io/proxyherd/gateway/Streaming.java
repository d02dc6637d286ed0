package io.proxyherd.gateway;

import io.netty.channel.ChannelHandlerContext;
import java.util.Map;

/** An answer that goes on for as long as both sides want. */
interface Streaming {
  /**
   * Begins the answer and takes the connection over. On its event loop.
   *
   * @param ctx of the connection's last handler, which is to be replaced
   * @param headers to be sent beside its own; by name in lower case
   */
  void begin(ChannelHandlerContext ctx, Map<String, String> headers);
}
