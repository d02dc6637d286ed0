package io.proxyherd.gateway;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A request's target as RFC 3986 writes it. */
final class PathText {
  private PathText() {}

  /**
   * The bytes of each part of the path; what follows a {@code ?} is left out.
   *
   * @param target of a request line, as Latin-1 characters
   * @return nothing if it does not begin with a slash or a percent sign is not followed by two hex
   *     digits
   */
  static Optional<List<byte[]>> parts(String target) {
    String path = target.split("\\?", 2)[0];
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    var parts = new ArrayList<byte[]>();
    for (String part : path.substring(1).split("/", -1)) {
      Optional<byte[]> bytes = bytes(part);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      parts.add(bytes.get());
    }
    return Optional.of(parts);
  }

  /**
   * The bytes that a part of the target stands for.
   *
   * @return nothing if a percent sign is not followed by two hex digits
   */
  static Optional<byte[]> bytes(String part) {
    var bytes = new ByteArrayOutputStream(part.length());
    for (int at = 0; at < part.length(); at++) {
      char c = part.charAt(at);
      if (c != '%') {
        bytes.write(c);
      } else if (at + 2 < part.length()
          && HexFormat.isHexDigit(part.charAt(at + 1))
          && HexFormat.isHexDigit(part.charAt(at + 2))) {
        bytes.write(HexFormat.fromHexDigits(part, at + 1, at + 3));
        at += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.toByteArray());
  }
}
