package io.proxyherd.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proxyherd.store.Report;
import io.proxyherd.text.HarmlessText;

/**
 * Prints rows, each with a line end; the mirror of {@link RowParser}.
 *
 * <pre>
 * {"format":"proxyherd-reports","version":1,"from":"…","at":"2026-11-23T13:08:02Z"}
 * {"client":"kiwi","line":"AT Alford +0.5 kiwi +1+2 1","receivedAtNanos":"1500000000","toleranceMs":60000,"tombstone":false}
 * {"cursor":"…"}
 * {"reports":1}
 * </pre>
 *
 * <p>{@code client} and {@code line} are bytes, told as {@link HarmlessText}; nanoseconds are text,
 * for many programs round such numbers.
 */
public final class RowPrinter {
  static final String FORMAT = "proxyherd-reports";

  /** Of the files that are written. */
  public static final int VERSION = 1;

  private RowPrinter() {}

  /** A row that is not bad. */
  public static byte[] print(Row row) {
    var json = new StringBuilder(256);
    switch (row) {
      case Row.Header(int version, String from, String at) -> {
        json.append("{\"format\":\"").append(FORMAT);
        json.append("\",\"version\":").append(version).append(",\"from\":");
        quote(from, json);
        json.append(",\"at\":");
        quote(at, json);
      }
      case Row.Entry(Report report) -> print(report, json);
      case Row.Cursor(String cursor) -> {
        json.append("{\"cursor\":");
        quote(cursor, json);
      }
      case Row.End(long reports) -> json.append("{\"reports\":").append(reports);
      case Row.Bad(String problem) -> throw new IllegalArgumentException(problem);
    }
    return json.append("}\n").toString().getBytes(UTF_8);
  }

  private static void print(Report report, StringBuilder json) {
    json.append("{\"client\":");
    quote(HarmlessText.of(report.client().copy()), json);
    json.append(",\"line\":");
    quote(HarmlessText.of(report.line()), json);
    json.append(",\"receivedAtNanos\":\"").append(report.receivedAtNanos());
    json.append("\",\"toleranceMs\":").append(report.toleranceMs());
    json.append(",\"tombstone\":").append(report.isTombstone());
  }

  /** Control characters can't be in it. */
  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\');
      }
      json.append(c);
    }
    json.append('"');
  }
}
