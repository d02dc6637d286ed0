package io.proxyherd.replay.track;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of bytes that holds JSON texts, served as one stream per text. Where no separator is
 * given all is one text, and record separators (RFC 8142) are served as the blanks they stand for.
 */
final class JsonTexts extends InputStream {
  private static final int RECORD_SEPARATOR = 0x1e;
  private static final int NONE = Integer.MIN_VALUE;
  private static final int END = -1;

  private final InputStream in;
  private final int separator;
  private long number;
  private boolean atEndOfText = true;
  private boolean atEnd;

  private JsonTexts(InputStream in, int separator) {
    this.in = in;
    this.separator = separator;
  }

  static JsonTexts whole(InputStream in) {
    return new JsonTexts(in, NONE);
  }

  /** Separated by line ends or, if the first byte is one, by record separators. */
  static JsonTexts separated(InputStream in) throws IOException {
    in.mark(1);
    boolean rfc8142 = in.read() == RECORD_SEPARATOR;
    if (!rfc8142) {
      in.reset();
    }
    return new JsonTexts(in, rfc8142 ? RECORD_SEPARATOR : '\n');
  }

  /** Skips what is left of the text and goes to the next one; false at the end of the file. */
  boolean advance() throws IOException {
    while (!atEndOfText) {
      int _ = read();
    }
    atEndOfText = atEnd;
    number++;
    return !atEnd;
  }

  /** The number of the text, from 1 on; the line number where line ends separate. */
  long number() {
    return number;
  }

  @Override
  public int read() throws IOException {
    if (atEndOfText) {
      return END;
    }
    int b = in.read();
    atEnd = b == END;
    atEndOfText = atEnd || b == separator;
    if (atEndOfText) {
      return END;
    }
    return b == RECORD_SEPARATOR ? ' ' : b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = 0;
    for (int b = 0; count < length && (b = read()) != END; count++) {
      buffer[offset + count] = (byte) b;
    }
    return count == 0 && length > 0 ? END : count;
  }
}
