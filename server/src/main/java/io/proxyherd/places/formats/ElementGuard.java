package io.proxyherd.places.formats;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops a parser that would read on and on without reporting anything, and fill the memory. */
final class ElementGuard extends FilterReader {
  private static final int LONGEST = 1024 * 1024;

  private int sinceLast;

  ElementGuard(Reader in) {
    super(in);
  }

  /** Says that the parser has reported something. */
  void restart() {
    sinceLast = 0;
  }

  @Override
  public int read() throws IOException {
    var one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] characters, int from, int length) throws IOException {
    int count = super.read(characters, from, length);
    sinceLast += Math.max(0, count);
    if (sinceLast > LONGEST) {
      throw new MapFileException("a text or comment of more than %d characters".formatted(LONGEST));
    }
    return count;
  }
}
