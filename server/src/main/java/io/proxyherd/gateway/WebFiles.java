package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The dashboard: the page at {@code /} and the files that it is made of. It may load and ask
 * nothing but this server, the others of the herd, and tiles from where the setting says.
 */
final class WebFiles {
  private static final String HTML = "text/html";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css",
          "html", HTML,
          "js", "text/javascript",
          "json", Answer.JSON,
          "svg", "image/svg+xml",
          "txt", "text/plain");
  private static final Set<String> TEXTS =
      Set.of("text/css", HTML, "text/javascript", "text/plain");

  /** No dot at the start, no slash: nothing but the files of the page can be named. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  private static final String TILES = "{{tiles}}";

  private final Optional<String> tilesUrl;
  private final Supplier<Set<String>> herd;

  /**
   * @param tilesUrl where tiles of a map come from, with {@code {z}}, {@code {x}} and {@code {y}}
   * @param herd the origins of all servers, which the page may ask
   */
  WebFiles(Optional<String> tilesUrl, Supplier<Set<String>> herd) {
    this.tilesUrl = tilesUrl;
    this.herd = herd;
  }

  List<Route> routes() {
    String[] types = TYPES.values().stream().sorted().toArray(String[]::new);
    return List.of(
        new Route("GET", "/", _ -> now(page())).giving(HTML),
        new Route("GET", "/web/{file}", request -> now(file("", request))).giving(types),
        new Route("GET", "/web/leaflet/{file}", request -> now(file("leaflet/", request)))
            .giving(types));
  }

  private Answer page() {
    byte[] template = read("index.html").orElseThrow();
    byte[] page =
        new String(template, UTF_8)
            .replace(TILES, tilesUrl.orElse("").replace("&", "&amp;"))
            .getBytes(UTF_8);
    return typed(HTML, page)
        .with("content-security-policy", policy())
        .with("referrer-policy", "no-referrer");
  }

  private static Answer file(String directory, Request request) {
    String name = new String(request.part(), UTF_8);
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
    return Optional.of(name)
        .filter(NAME.asMatchPredicate())
        .filter(_ -> !type.isEmpty())
        .flatMap(known -> read(directory + known))
        .map(content -> typed(type, content))
        .orElseThrow(() ->
            new RefusedRequest(
                Problem.of(
                    404,
                    "Not Found",
                    "file",
                    Printable.text(name),
                    "one of the page at /",
                    "open the page")));
  }

  private static Answer typed(String type, byte[] content) {
    return Answer.of(200, TEXTS.contains(type) ? type + "; charset=utf-8" : type, content)
        .tagged(Economy.tag(content))
        .with("x-content-type-options", "nosniff");
  }

  /** What the page may do (Content Security Policy); whatever is not named it may not. */
  private String policy() {
    String images = tilesUrl.map(url -> " " + originOf(url)).orElse("");
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
        + images
        + "; connect-src 'self' "
        + String.join(" ", herd.get())
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String originOf(String url) {
    var parsed = URI.create(url.replaceAll("[{}]", ""));
    return parsed.getScheme() + "://" + parsed.getRawAuthority();
  }

  private static Optional<byte[]> read(String file) {
    try (InputStream in = WebFiles.class.getResourceAsStream("web/" + file)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
