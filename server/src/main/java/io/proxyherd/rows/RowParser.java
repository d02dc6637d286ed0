package io.proxyherd.rows;

import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.text.HarmlessText;
import io.proxyherd.text.Printable;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses rows; the mirror of {@link RowPrinter}. What nobody prints is a {@link Row.Bad}. */
public final class RowParser {
  /** The longest line, bytes: any AT line twice, every byte escaped. */
  public static final int LONGEST_LINE = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> HEADER = Set.of("format", "version", "from", "at");
  private static final Set<String> ENTRY =
      Set.of("client", "line", "receivedAtNanos", "toleranceMs", "tombstone");
  private static final Set<String> CURSOR = Set.of("cursor");
  private static final Set<String> END = Set.of("reports");
  private static final int LONGEST_EXCERPT = 200;

  private final Stamp stamp;

  /** Says why a line is no row. */
  private static final class NoRow extends Exception {
    private static final long serialVersionUID = 1;

    NoRow(String what, String value, String expected) {
      super(
          "%s: %s (expected: %s)".formatted(what, Printable.text(value), expected),
          null,
          false,
          false);
    }
  }

  /**
   * @param stamp of the reports; it is not in the rows
   */
  public RowParser(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The row that a line says, without its end. */
  public Row parse(byte[] line) {
    try {
      JsonNode tree = MAPPER.readTree(line);
      return tree.isObject() ? row(tree) : notJson(line);
    } catch (JacksonException _) {
      return notJson(line);
    } catch (NoRow reason) {
      return new Row.Bad(String.valueOf(reason.getMessage()));
    }
  }

  private static Row.Bad notJson(byte[] line) {
    byte[] start = line.length <= LONGEST_EXCERPT ? line : Arrays.copyOf(line, LONGEST_EXCERPT);
    return new Row.Bad(
        "line: "
            + (line.length == 0 ? "nothing" : Printable.text(HarmlessText.of(start)))
            + " (expected: a JSON object in UTF-8, no member twice)");
  }

  private Row row(JsonNode tree) throws NoRow {
    Set<String> members = Set.copyOf(tree.propertyNames());
    if (members.equals(ENTRY)) {
      return entry(tree);
    }
    if (members.equals(HEADER)) {
      return header(tree);
    }
    if (members.equals(CURSOR)) {
      return new Row.Cursor(text(tree, "cursor"));
    }
    if (members.equals(END)) {
      return new Row.End(number(tree, "reports", 0, Long.MAX_VALUE));
    }
    throw new NoRow(
        "members",
        String.join(", ", tree.propertyNames()),
        "client, line, receivedAtNanos, toleranceMs, tombstone; check the spelling");
  }

  private static Row header(JsonNode tree) throws NoRow {
    if (!text(tree, "format").equals(RowPrinter.FORMAT)) {
      throw new NoRow("format", text(tree, "format"), RowPrinter.FORMAT);
    }
    int version = (int) number(tree, "version", 1, Integer.MAX_VALUE);
    if (version > RowPrinter.VERSION) {
      throw new NoRow(
          "version",
          String.valueOf(version),
          "at most " + RowPrinter.VERSION + "; read it with a newer herd");
    }
    return new Row.Header(version, text(tree, "from"), text(tree, "at"));
  }

  private Row entry(JsonNode tree) throws NoRow {
    byte[] client = bytes(tree, "client");
    byte[] line = bytes(tree, "line");
    long receivedAtNanos = receivedAtNanos(tree);
    int toleranceMs = (int) number(tree, "toleranceMs", 0, Integer.MAX_VALUE);
    JsonNode tombstone = tree.path("tombstone");
    if (!tombstone.isBoolean()) {
      throw new NoRow("tombstone", tombstone.toString(), "true or false");
    }
    Optional<Report> report =
        Report.of(line, receivedAtNanos, toleranceMs, tombstone.booleanValue(), stamp);
    if (report.isEmpty()) {
      throw new NoRow("line", text(tree, "line"), "AT <server> <skew> <client> <location> <time>");
    }
    if (!Arrays.equals(report.get().client().copy(), client)) {
      throw new NoRow("client", text(tree, "client"), "the one that the line names");
    }
    return new Row.Entry(report.get());
  }

  private static byte[] bytes(JsonNode tree, String name) throws NoRow {
    String text = text(tree, name);
    Optional<byte[]> bytes = HarmlessText.parse(text);
    if (bytes.isEmpty()) {
      throw new NoRow(name, text, "bytes that are no text as \\x1b, a backslash as two");
    }
    return bytes.get();
  }

  private static String text(JsonNode tree, String name) throws NoRow {
    JsonNode value = tree.path(name);
    if (!value.isString()) {
      throw new NoRow(name, value.toString(), "text");
    }
    return value.stringValue();
  }

  private static long number(JsonNode tree, String name, long least, long most) throws NoRow {
    JsonNode value = tree.path(name);
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    if (!fits || value.longValue() < least || value.longValue() > most) {
      throw new NoRow(name, value.toString(), "a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }

  private static long receivedAtNanos(JsonNode tree) throws NoRow {
    String text = text(tree, "receivedAtNanos");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new NoRow("receivedAtNanos", text, "nanoseconds since 1970, as text");
    }
  }
}
