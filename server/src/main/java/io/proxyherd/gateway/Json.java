package io.proxyherd.gateway;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON: records by their components, moments as RFC 3339, absent values as null. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Of what comes from outside: every digit counts, and nothing may be said twice. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** The value as UTF-8 JSON, with a line end for those who look at it in a terminal. */
  public static byte[] print(Object value) {
    byte[] json = MAPPER.writeValueAsBytes(value);
    byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  /** The value as JSON with indentation. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /**
   * The value that the JSON says.
   *
   * @throws JacksonException if it does not say such a value
   */
  public static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /** The tree of a JSON text from outside; nothing if it is none. */
  static Optional<JsonNode> readTree(byte[] json) {
    try {
      return Optional.of(STRICT.readTree(json)).filter(tree -> !tree.isMissingNode());
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
