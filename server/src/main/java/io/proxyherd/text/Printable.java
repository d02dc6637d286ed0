package io.proxyherd.text;

/**
 * Text from outside, made fit for one line of a terminal: short, and without control characters.
 */
public final class Printable {
  private static final int LONGEST = 80;

  private Printable() {}

  /** The text, cut after 80 characters; what is not plain by its code point. */
  public static String text(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return escaped(text);
    }
    return escaped(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "…";
  }

  /** The whole text; what is not plain by its code point. */
  public static String escaped(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (isPlain(point)) {
            shown.appendCodePoint(point);
          } else {
            shown.append("\\u{").append(Integer.toHexString(point)).append('}');
          }
        });
    return shown.toString();
  }

  /**
   * Whether the code point does nothing but show a letter: no control, no mark that reorders or
   * hides text such as the right-to-left override, no line end of any kind, no surrogate.
   */
  public static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
