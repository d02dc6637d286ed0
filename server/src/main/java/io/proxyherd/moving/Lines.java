package io.proxyherd.moving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream, one at a time. A line that is too long is read over and is empty. */
final class Lines {
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long number;
  private long offset;
  private boolean whole = true;
  private boolean tooLong;

  /**
   * @param longest line without its end, bytes
   */
  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The next line without its LF; nothing at the end. */
  Optional<byte[]> next() throws IOException {
    line.reset();
    tooLong = false;
    long length = 0;
    while (true) {
      if (at == end) {
        end = Math.max(0, in.read(buffer));
        at = 0;
        if (end == 0) {
          whole = false;
          number += length > 0 ? 1 : 0;
          return length > 0 ? Optional.of(line.toByteArray()) : Optional.empty();
        }
      }
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      length += at - from;
      if (length <= longest) {
        line.write(buffer, from, at - from);
      } else {
        tooLong = true;
        line.reset();
      }
      offset += at - from;
      if (at < end) {
        at++;
        offset++;
        number++;
        return Optional.of(line.toByteArray());
      }
    }
  }

  /** Whether the last line had an end. */
  boolean isWhole() {
    return whole;
  }

  /** Whether the last line was too long. */
  boolean isTooLong() {
    return tooLong;
  }

  /** The number of the last line, from 1. */
  long number() {
    return number;
  }

  /** How many bytes the lines so far have, with their ends. */
  long offset() {
    return offset;
  }
}
