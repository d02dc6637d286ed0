package io.proxyherd.places.remote;

import io.proxyherd.text.Printable;

/** What a server says, made fit for one line of ours: short, and without anything that acts. */
final class Excerpt {
  private static final int LONGEST = 160;

  private Excerpt() {}

  /** The text's beginning; what is no letter, mark, digit or space of one line is a {@code ?}. */
  static String of(String text) {
    var shown = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(LONGEST + 1)
        .forEach(point -> shown.appendCodePoint(Printable.isPlain(point) ? point : '?'));
    int length = shown.codePointCount(0, shown.length());
    return length <= LONGEST
        ? shown.toString()
        : shown.substring(0, shown.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
