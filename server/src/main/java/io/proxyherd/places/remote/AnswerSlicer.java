package io.proxyherd.places.remote;

import io.proxyherd.places.OriginalAnswer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;

/**
 * Cuts a legacy answer into its results and what is around them, character by character but for the
 * white space between tokens: an answer is one line.
 */
final class AnswerSlicer {
  private AnswerSlicer() {}

  /**
   * Cuts it.
   *
   * @param text a JSON object
   * @throws tools.jackson.core.JacksonException if there are no results in it
   */
  static OriginalAnswer slice(String text) {
    String line = withoutSpace(text);
    try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean results = json.currentName().equals("results");
        json.nextToken();
        if (results) {
          return sliceResults(line, json);
        }
        json.skipChildren();
      }
    }
    throw new StreamReadException("no results");
  }

  private static OriginalAnswer sliceResults(String line, JsonParser json) {
    int head = end(json);
    List<String> results = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      int start = end(json) - 1;
      json.skipChildren();
      results.add(line.substring(start, end(json)));
    }
    return new OriginalAnswer(line.substring(0, head), results, line.substring(end(json) - 1));
  }

  /** Where the current bracket ends. */
  private static int end(JsonParser json) {
    return Math.toIntExact(json.currentLocation().getCharOffset());
  }

  private static String withoutSpace(String json) {
    var line = new StringBuilder(json.length());
    boolean inText = false;
    boolean escaped = false;
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      if (inText) {
        inText = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        continue;
      } else {
        inText = c == '"';
      }
      line.append(c);
    }
    return line.toString();
  }
}
