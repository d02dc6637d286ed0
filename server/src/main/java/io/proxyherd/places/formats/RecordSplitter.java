package io.proxyherd.places.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream into records, each ended by a delimiter or the end; of no record more than a
 * limit is kept.
 */
final class RecordSplitter {
  private final InputStream in;
  private final byte delimiter;
  private final int longest;
  private final byte[] input = new byte[64 * 1024];

  private int position;
  private int limit;
  private byte[] record = new byte[1024];
  private int length;
  private boolean tooLong;
  private long number;

  /**
   * Splits a stream.
   *
   * @param longest bytes of the longest record that is kept
   */
  RecordSplitter(InputStream in, char delimiter, int longest) {
    this.in = in;
    this.delimiter = (byte) delimiter;
    this.longest = longest;
  }

  /** Goes to the next record; false at the end. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    if (position == limit && !fill()) {
      return false;
    }
    number++;
    do {
      int end = endOfRecord();
      append(end);
      position = Math.min(end + 1, limit);
      if (end < limit) {
        return true;
      }
    } while (fill());
    return true;
  }

  /** Which record this is, from 1. */
  long number() {
    return number;
  }

  /** Whether the record was longer than the limit; its text is cut off then. */
  boolean tooLong() {
    return tooLong;
  }

  /** The record without its delimiter, from UTF-8. */
  String text() {
    return new String(record, 0, length, UTF_8);
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(input));
    return limit > 0;
  }

  private int endOfRecord() {
    int end = position;
    while (end < limit && input[end] != delimiter) {
      end++;
    }
    return end;
  }

  private void append(int end) {
    int count = Math.min(end - position, longest - length);
    tooLong |= count < end - position;
    if (length + count > record.length) {
      record = Arrays.copyOf(record, Math.min(longest, 2 * (length + count)));
    }
    System.arraycopy(input, position, record, length, count);
    length += count;
  }
}
