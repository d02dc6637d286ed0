package io.proxyherd.places.remote;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON from outside: strict, and not deeper than an answer can be. All methods throw {@link
 * JacksonException} for what is not as expected.
 */
final class Json {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 64;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  /** The whole text, which must be one object. */
  static ObjectNode read(String text) {
    return MAPPER.readTree(text).asObject();
  }

  static byte[] write(JsonNode tree) {
    return MAPPER.writeValueAsBytes(tree);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The objects in an array; none if it is missing. */
  static List<ObjectNode> objects(ObjectNode parent, String name) {
    return present(parent, name)
        .map(array -> array.asArray().valueStream().map(JsonNode::asObject).toList())
        .orElse(List.of());
  }

  /** The texts in an array; none if it is missing. */
  static List<String> texts(ObjectNode parent, String name) {
    return present(parent, name)
        .map(array -> array.asArray().valueStream().map(JsonNode::stringValue).toList())
        .orElse(List.of());
  }

  /** The text; empty if it is missing. */
  static String text(ObjectNode parent, String name) {
    return present(parent, name).map(JsonNode::stringValue).orElse("");
  }

  /** The object; an empty one if it is missing. */
  static ObjectNode child(ObjectNode parent, String name) {
    return present(parent, name).map(JsonNode::asObject).orElseGet(Json::object);
  }

  /**
   * A number of degrees.
   *
   * @param most the largest that makes sense, and its opposite the smallest
   */
  static double degrees(JsonNode number, double most) {
    double degrees = number.doubleValue();
    if (!(Math.abs(degrees) <= most)) {
      throw new StreamReadException("not within " + most + " degrees: " + degrees);
    }
    return degrees;
  }

  private static Optional<JsonNode> present(ObjectNode parent, String name) {
    return parent.optional(name).filter(node -> !node.isNull());
  }
}
