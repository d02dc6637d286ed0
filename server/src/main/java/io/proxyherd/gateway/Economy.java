package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.IF_NONE_MATCH;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Sends no more than is needed: nothing that is known already, and long answers packed. */
final class Economy {
  /** Shorter ones fit into one packet anyway. */
  private static final int LEAST_WORTH_PACKING = 1024;

  private static final int TAG_BYTES = 8;
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private Economy() {}

  /**
   * A weak entity tag of what an answer says; the bytes that say it may differ, packed or in
   * seconds of age.
   */
  static String tag(byte[]... content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : content) {
        digest.update(part);
      }
      return "W/\"" + HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** The answer, or word that it is known already. */
  static Answer unlessKnown(HttpRequest request, Answer answer) {
    String tag = answer.header("etag");
    boolean known =
        answer.status() == 200
            && !tag.isEmpty()
            && READING.contains(request.method().name())
            && matches(String.join(",", request.headers().getAll(IF_NONE_MATCH)), tag);
    return known ? answer.notModified() : answer;
  }

  private static boolean matches(String known, String tag) {
    for (String each : known.split(",", -1)) {
      String trimmed = each.strip();
      if (trimmed.equals("*") || opaque(trimmed).equals(opaque(tag))) {
        return true;
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  /** The answer, packed if it is long and the other side can unpack it. */
  static Answer packed(HttpHeaders headers, Answer answer) {
    if (answer.body().length < LEAST_WORTH_PACKING) {
      return answer;
    }
    String vary = answer.header("vary");
    Answer varying =
        answer.with("vary", vary.isEmpty() ? "Accept-Encoding" : vary + ", Accept-Encoding");
    return MediaTypes.acceptsGzip(headers)
        ? varying.withBody(gzip(answer.body())).with("content-encoding", "gzip")
        : varying;
  }

  private static byte[] gzip(byte[] body) {
    var packed = new ByteArrayOutputStream(body.length / 2);
    try (var out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return packed.toByteArray();
  }
}
