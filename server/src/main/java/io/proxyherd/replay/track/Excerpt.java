package io.proxyherd.replay.track;

/** Outside text cut and cleaned so that it can be shown on a terminal. */
public final class Excerpt {
  private static final int LONGEST = 80;

  private Excerpt() {}

  /** At most 80 characters of the text, control characters as {@code ?}. */
  public static String of(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || isFormat(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.length() < text.length() ? shown + "..." : shown.toString();
  }

  /** Bidirectional overrides and the like, which reorder what a terminal shows. */
  private static boolean isFormat(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
