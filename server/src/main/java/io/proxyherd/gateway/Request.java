package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_ENCODING;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.proxyherd.text.Printable;
import java.util.List;

/**
 * A request as the endpoint of its route sees it.
 *
 * @param parts what stands for the parts of the path in braces, in their order; none is empty
 * @param query the parameters, all of them known to the route, each given once
 * @param gives the content type to answer in
 * @param takes the content type of the body; empty if there is none
 * @param headers as they came
 * @param asker the host that asks, without its port: what rate limits go by
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Request(
    List<byte[]> parts,
    Query query,
    String gives,
    String takes,
    byte[] body,
    HttpHeaders headers,
    String asker) {
  /** What the route makes of a request; throws {@link RefusedRequest} if it can't be its. */
  static Request of(FullHttpRequest request, Route route, List<byte[]> parts, String asker) {
    Query query = Query.of(request.uri(), route.parameters(), route.repeatable());
    String gives =
        MediaTypes.best(request.headers(), route.gives())
            .orElseThrow(() -> notAcceptable(request.headers(), route));
    return new Request(
        parts,
        query,
        gives,
        takes(request.headers(), route),
        ByteBufUtil.getBytes(request.content()),
        request.headers(),
        asker);
  }

  /** The first part in braces. */
  byte[] part() {
    return parts.getFirst();
  }

  private static RefusedRequest notAcceptable(HttpHeaders headers, Route route) {
    return new RefusedRequest(
        Problem.of(
            406,
            "Not Acceptable",
            "accept",
            Printable.text(headers.get("accept", "")),
            String.join(", ", route.gives()),
            "ask for one of these or leave the header out"));
  }

  /** A body without a type is refused, too: any web page can send one. */
  private static String takes(HttpHeaders headers, Route route) {
    if (route.takes().isEmpty()) {
      return "";
    }
    String given = headers.get(CONTENT_TYPE, "");
    String type = MediaTypes.bare(given);
    if (!route.takes().contains(type)) {
      throw unsupported("content-type", given, String.join(" or ", route.takes()));
    }
    String encoding = headers.get(CONTENT_ENCODING, "identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw unsupported("content-encoding", encoding, "none");
    }
    return type;
  }

  private static RefusedRequest unsupported(String header, String value, String expected) {
    return new RefusedRequest(
        Problem.of(
            415,
            "Unsupported Media Type",
            header,
            value.isEmpty() ? "none" : Printable.text(value),
            expected,
            "set the header to what the body is"));
  }
}
