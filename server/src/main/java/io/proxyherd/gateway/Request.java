package io.proxyherd.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * A request as the endpoint of its route sees it.
 *
 * @param parts what stands for the parts of the path in braces, in their order; none is empty
 * @param query the parameters, all of them known to the route, each given once
 * @param body empty if there is none
 * @param asker the host that asks, without its port: what rate limits go by
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Request(List<byte[]> parts, Query query, HttpHeaders headers, byte[] body, String asker) {
  /** The first part in braces. */
  byte[] part() {
    return parts.getFirst();
  }
}
