package io.proxyherd.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be asked, described for programs: OpenAPI 3.1, written as YAML, also served as JSON. */
final class OpenApi {
  private static final String RESOURCE = "openapi.yaml";

  private final Answer yaml;
  private final Answer json;

  OpenApi() {
    byte[] text = text();
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(new String(text, UTF_8));
    String tag = Economy.tag(text);
    yaml = Answer.of(200, "application/yaml", text).tagged(tag);
    json = Answer.json(200, tree).tagged(tag);
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/openapi.json", _ -> now(json)),
        new Route("GET", "/openapi.yaml", _ -> now(yaml)).giving("application/yaml"));
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static byte[] text() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new AssertionError(RESOURCE + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
