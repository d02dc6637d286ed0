package io.proxyherd.places.formats;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What both forms of GeoJSON need of JSON, with limits. */
final class GeoJson {
  /** Characters of the names and texts of a value; a number counts as eight. */
  static final int LARGEST = 4 * 1024 * 1024;

  private static final int DEEPEST = 64;

  static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEEPEST)
                      .maxStringLength(LARGEST)
                      .build())
              .build());

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GeoJson() {}

  /** Whether a line is a whole GeoJSON feature. */
  static boolean isFeature(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node.isObject() && node.path("type").asString("").equals("Feature");
    } catch (JacksonException _) {
      return false;
    }
  }

  /**
   * Reads the value that the parser stands at, to its end.
   *
   * @return empty when it is larger than {@link #LARGEST}; its rest is skipped then
   */
  static Optional<JsonNode> readValue(JsonParser json) {
    return new ValueReader(json).read();
  }

  /** What is wrong with the file, with the line. */
  static IOException failure(JacksonException e) {
    if (e instanceof JacksonIOException && e.getCause() instanceof IOException io) {
      return io;
    }
    String line =
        Optional.ofNullable(e.getLocation()).map(where -> ", line " + where.getLineNr()).orElse("");
    return new MapFileException("GeoJSON%s: %s".formatted(line, e.getOriginalMessage()), e);
  }

  /** Builds a tree until it gets too large. */
  private static final class ValueReader {
    private final JsonParser json;
    private int left = LARGEST;

    ValueReader(JsonParser json) {
      this.json = json;
    }

    Optional<JsonNode> read() {
      JsonNode node = value();
      return left < 0 ? Optional.empty() : Optional.of(node);
    }

    private JsonNode value() {
      JsonToken token = json.currentToken();
      left -= 8;
      if (token == JsonToken.START_OBJECT) {
        return object();
      }
      if (token == JsonToken.START_ARRAY) {
        return array();
      }
      if (token == JsonToken.VALUE_STRING) {
        String text = json.getString();
        left -= text.length();
        return NODES.stringNode(text);
      }
      return token.isNumeric() ? NODES.numberNode(json.getDoubleValue()) : NODES.nullNode();
    }

    private JsonNode object() {
      ObjectNode object = NODES.objectNode();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        left -= name.length();
        json.nextToken();
        JsonNode value = value();
        if (left >= 0) {
          object.set(name, value);
        }
      }
      return object;
    }

    private JsonNode array() {
      ArrayNode array = NODES.arrayNode();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        JsonNode value = value();
        if (left >= 0) {
          array.add(value);
        }
      }
      return array;
    }
  }
}
