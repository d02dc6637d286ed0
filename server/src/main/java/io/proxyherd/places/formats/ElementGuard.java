package io.proxyherd.places.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops a parser that would read on and on without reporting anything, and fill the memory. */
final class ElementGuard extends FilterInputStream {
  private static final int LONGEST = 1024 * 1024;

  private int sinceLast;

  ElementGuard(InputStream in) {
    super(in);
  }

  /** Says that the parser has reported something. */
  void restart() {
    sinceLast = 0;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    sinceLast += Math.max(0, count);
    if (sinceLast > LONGEST) {
      throw new MapFileException("a text or comment of more than %d bytes".formatted(LONGEST));
    }
    return count;
  }
}
