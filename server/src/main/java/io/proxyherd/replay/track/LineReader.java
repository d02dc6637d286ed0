package io.proxyherd.replay.track;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a stream of bytes into lines ended by LF, CRLF or the end of the stream. Keeps at most
 * {@code longest} bytes of a line. A time-out while reading loses nothing: the next call goes on.
 */
public final class LineReader {
  private static final int END = -1;

  private final InputStream in;
  private final int longest;
  private byte[] line = new byte[256];
  private int length;
  private boolean cut;
  private long lines;

  /**
   * A line without its end.
   *
   * @param cut whether the line was longer than the limit and has lost its end
   * @param ended whether there was a line end, not just the end of the stream
   */
  public record Line(long number, String text, boolean cut, boolean ended) {}

  public LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line; empty at the end of the stream. */
  public Optional<Line> next() throws IOException {
    for (int b = in.read(); b != END; b = in.read()) {
      if (b == '\n') {
        return Optional.of(finished(true));
      }
      keep((byte) b);
    }
    return length > 0 || cut ? Optional.of(finished(false)) : Optional.empty();
  }

  private void keep(byte b) {
    if (length == longest) {
      // The CR of a line end is no part of the line and must not count as its one byte too many.
      cut |= b != '\r';
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(longest, 2 * length));
    }
    line[length++] = b;
  }

  private Line finished(boolean ended) {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    var finished = new Line(++lines, decode(line, length), cut, ended);
    length = 0;
    cut = false;
    return finished;
  }

  /** UTF-8; a line that is not UTF-8 is read as ISO 8859-1, so that no two names become one. */
  private static String decode(byte[] bytes, int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, 0, length, ISO_8859_1);
    }
  }
}
