package io.proxyherd.command;

import java.util.Arrays;

/**
 * Bytes of a line under construction, in an array that grows and is reused. Not thread-safe: owned
 * by its node.
 */
public final class LineBuilder {
  private byte[] bytes = new byte[512];
  private int length;

  /** Forgets what it has. */
  public LineBuilder clear() {
    length = 0;
    return this;
  }

  /** Appends one ASCII character. */
  public LineBuilder append(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Appends the bytes {@code [from, to)}. */
  public LineBuilder append(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Appends all bytes of the array. */
  public LineBuilder append(byte[] source) {
    return append(source, 0, source.length);
  }

  /** Appends the bytes of the field. */
  public LineBuilder append(Field field) {
    return append(field.bytes(), field.from(), field.to());
  }

  /** Appends a number that is not negative, with zeros in front up to {@code digits}. */
  LineBuilder appendNumber(long number, int digits) {
    int width = digits;
    for (long rest = number / power(digits); rest > 0; rest /= 10) {
      width++;
    }
    reserve(width);
    long rest = number;
    for (int at = length + width - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
    return this;
  }

  /** Its array: the line is {@code [0, length)}, until the next change. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** A copy of what it has. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }
}
