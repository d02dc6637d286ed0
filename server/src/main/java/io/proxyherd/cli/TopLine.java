package io.proxyherd.cli;

/** One line of what {@code herd top} shows. */
record TopLine(String text, Tone tone) {
  static TopLine plain(String text) {
    return new TopLine(text, Tone.PLAIN);
  }

  /** The same in so many columns at most. */
  TopLine cut(int columns) {
    return text.length() <= columns
        ? this
        : new TopLine(text.substring(0, Math.max(0, columns - 1)) + "…", tone);
  }
}
