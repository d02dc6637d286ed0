package io.proxyherd.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a server promises in its OpenAPI description, and which of it has been seen. */
final class ApiContract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonMapper mapper = new JsonMapper();
  private final JsonNode description;
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  ApiContract(String json) {
    description = mapper.readTree(json);
  }

  JsonNode description() {
    return description;
  }

  /** {@code GET /v1/server}, for all that can be asked. */
  Set<String> operations() {
    var operations = new TreeSet<String>();
    for (var path : description.path("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        if (METHODS.contains(method)) {
          operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** {@code GET /v1/server 200}, for all answers that it names. */
  Set<String> responses() {
    var responses = new TreeSet<String>();
    for (String operation : operations()) {
      operation(operation)
          .path("responses")
          .propertyNames()
          .forEach(status -> responses.add(operation + " " + status));
    }
    return responses;
  }

  /** The answers that were checked. */
  Set<String> seen() {
    return seen;
  }

  /** Checks an answer to that request. Only what no operation is asked for may be undescribed. */
  void check(String method, String target, Api.Reply reply) {
    String asked = method.equals("HEAD") ? "GET" : method;
    operations().stream()
        .filter(each -> each.startsWith(asked + " "))
        .filter(each -> matches(each.split(" ", -1)[1], target.split("\\?", 2)[0]))
        .findFirst()
        .ifPresentOrElse(
            operation -> check(operation, method, target, reply),
            () -> assertThat(reply.status()).as("%s %s", method, target).isIn(204, 400, 404, 405));
  }

  private void check(String operation, String method, String target, Api.Reply reply) {
    JsonNode responses = operation(operation).path("responses");
    boolean named = responses.has("" + reply.status());
    seen.add(operation + " " + (named ? "" + reply.status() : "default"));
    if (!named) {
      assertThat(reply.status()).as("%s %s", method, target).isBetween(400, 499);
    }
    if (method.equals("HEAD")) {
      assertThat(reply.body()).isEmpty();
      return;
    }
    JsonNode response = resolved(responses.path(named ? "" + reply.status() : "default"));
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(reply.body()).isEmpty();
      return;
    }
    String type = reply.header("content-type");
    assertThat(content.has(type))
        .as("%s %s: %s %s: %s", method, target, reply.status(), type, reply.body())
        .isTrue();
    if (type.endsWith("json") && !type.endsWith("ndjson")) {
      assertThat(errors(content.path(type).path("schema"), reply.body()))
          .as("%s %s: %s", method, target, reply.body())
          .isEmpty();
    }
  }

  private List<String> errors(JsonNode schema, String body) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", description.path("components"));
    return SCHEMAS.getSchema(whole).validate(mapper.readTree(body)).stream()
        .map(Object::toString)
        .toList();
  }

  private JsonNode operation(String operation) {
    String[] methodAndPath = operation.split(" ", -1);
    return description
        .path("paths")
        .path(methodAndPath[1])
        .path(methodAndPath[0].toLowerCase(Locale.ROOT));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.path("$ref").asString().substring(1)) : node;
  }

  private static boolean matches(String template, String path) {
    List<String> expected = Arrays.asList(template.split("/", -1));
    List<String> parts = Arrays.asList(path.split("/", -1));
    boolean matches = expected.size() == parts.size();
    for (int at = 0; matches && at < parts.size(); at++) {
      matches = expected.get(at).startsWith("{") || expected.get(at).equals(parts.get(at));
    }
    return matches;
  }
}
