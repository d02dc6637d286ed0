package io.proxyherd.command;

/**
 * The fields of one line: runs of bytes that are not white space (space, tab, CR, LF, FF, VT).
 * Reused from line to line; not thread-safe: owned by its parser.
 */
final class Fields {
  private final int[] bounds;
  private int count;

  /** For lines of up to {@code most} fields. */
  Fields(int most) {
    bounds = new int[2 * most];
  }

  /**
   * Finds the fields of {@code [from, to)}; where there are too many, {@link #count} says most + 1.
   */
  void split(byte[] line, int from, int to) {
    count = 0;
    int at = from;
    while (true) {
      while (at < to && isWhiteSpace(line[at])) {
        at++;
      }
      if (at == to) {
        return;
      }
      if (2 * count == bounds.length) {
        count++;
        return;
      }
      bounds[2 * count] = at;
      while (at < to && !isWhiteSpace(line[at])) {
        at++;
      }
      bounds[2 * count++ + 1] = at;
    }
  }

  int count() {
    return count;
  }

  int from(int field) {
    return bounds[2 * field];
  }

  int to(int field) {
    return bounds[2 * field + 1];
  }

  Field field(int field, byte[] line) {
    return new Field(line, from(field), to(field));
  }

  /** Points that view to the field. */
  void point(Field view, int field, byte[] line) {
    view.set(line, from(field), to(field));
  }

  /** Where the field that starts there ends; beyond the line where that starts. */
  static int endOfField(byte[] line, int from) {
    int at = from;
    while (at < line.length && !isWhiteSpace(line[at])) {
      at++;
    }
    return at;
  }

  /** The C locale's isspace. */
  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
