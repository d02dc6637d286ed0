package io.proxyherd.node;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The JSON of a lookup that failed, in the shape of a Google Nearby Search answer. */
final class FailureJson {
  private FailureJson() {}

  static byte[] print(NearbyAnswer.Failed failed) {
    return ("{\"error_message\":\""
            + escape(failed.message())
            + "\",\"html_attributions\":[],\"results\":[],\"status\":\""
            + failed.status()
            + "\"}")
        .getBytes(UTF_8);
  }

  private static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 8);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ') {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return escaped.toString();
  }
}
