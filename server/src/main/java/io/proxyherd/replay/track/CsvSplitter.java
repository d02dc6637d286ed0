package io.proxyherd.replay.track;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one CSV record (RFC 4180) into its fields: a field may stand in double quotes, inside them
 * a doubled quote is one quote and a delimiter or line end is text.
 */
record CsvSplitter(char delimiter) {

  /** What splitting came to. */
  sealed interface Split {
    record Fields(List<String> fields) implements Split {}

    /** The text ends inside quotes: the record may go on in the next line. */
    record Open() implements Split {}

    /** Text after a closing quote. */
    record Broken() implements Split {}
  }

  /** The fields of a record without its line end. */
  Split split(String text) {
    var fields = new ArrayList<String>();
    int at = 0;
    while (true) {
      int end = endOfField(text, at);
      if (end > text.length()) {
        return new Split.Open();
      }
      if (end < text.length() && text.charAt(end) != delimiter) {
        return new Split.Broken();
      }
      fields.add(unquoted(text.substring(at, end)));
      if (end == text.length()) {
        return new Split.Fields(fields);
      }
      at = end + 1;
    }
  }

  /** The index after the field that starts here; more than the length if its quotes stay open. */
  private int endOfField(String text, int start) {
    if (start < text.length() && text.charAt(start) == '"') {
      return afterBlanks(text, afterClosingQuote(text, start + 1));
    }
    int end = text.indexOf(delimiter, start);
    return end < 0 ? text.length() : end;
  }

  private static int afterClosingQuote(String text, int start) {
    int quote = text.indexOf('"', start);
    while (quote >= 0 && quote + 1 < text.length() && text.charAt(quote + 1) == '"') {
      quote = text.indexOf('"', quote + 2);
    }
    return quote < 0 ? text.length() + 1 : quote + 1;
  }

  private static int afterBlanks(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static String unquoted(String field) {
    if (!field.startsWith("\"")) {
      return field;
    }
    return field.substring(1, field.lastIndexOf('"')).replace("\"\"", "\"");
  }
}
