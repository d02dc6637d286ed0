package io.proxyherd.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT_ENCODING;
import static java.util.Locale.ROOT;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the one who asks can read, in the weights of RFC 9110, section 12. */
final class MediaTypes {
  private static final Pattern WEIGHT = Pattern.compile("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
  private static final String ANY = "*/*";

  private MediaTypes() {}

  /** The type of those offered that is liked best, of equals the first; nothing if none is. */
  static Optional<String> best(HttpHeaders headers, List<String> offered) {
    List<String> accepted = headers.getAll(ACCEPT);
    if (accepted.isEmpty()) {
      return Optional.of(offered.getFirst());
    }
    String header = String.join(",", accepted);
    Optional<String> best = Optional.empty();
    double weight = 0;
    for (String type : offered) {
      double liked = weightOf(header, type);
      if (liked > weight) {
        weight = liked;
        best = Optional.of(type);
      }
    }
    return best;
  }

  /** Whether a body may be sent packed. */
  static boolean acceptsGzip(HttpHeaders headers) {
    String header = String.join(",", headers.getAll(ACCEPT_ENCODING));
    Optional<Double> gzip = weight(header, "gzip");
    return gzip.or(() -> weight(header, "*")).orElse(0.0) > 0;
  }

  /** The type alone, in lower case, without its parameters. */
  static String bare(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(ROOT);
  }

  /** The most exact of the ranges decides. */
  private static double weightOf(String header, String type) {
    String anyOfKind = type.substring(0, type.indexOf('/')) + "/*";
    return weight(header, type)
        .or(() -> weight(header, anyOfKind))
        .or(() -> weight(header, ANY))
        .orElse(0.0);
  }

  private static Optional<Double> weight(String header, String range) {
    Optional<Double> found = Optional.empty();
    for (String element : header.split(",", -1)) {
      if (bare(element).equals(range)) {
        double weight = weight(element);
        found = Optional.of(Math.max(weight, found.orElse(0.0)));
      }
    }
    return found;
  }

  private static double weight(String element) {
    for (String parameter : element.split(";", -1)) {
      var matcher = WEIGHT.matcher(parameter.strip().toLowerCase(ROOT));
      if (matcher.matches()) {
        return Double.parseDouble(matcher.group(1));
      }
    }
    return 1;
  }
}
