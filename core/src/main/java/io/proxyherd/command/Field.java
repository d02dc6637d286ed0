package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The bytes {@code [from, to)} of an array: one field of a line, not copied.
 *
 * @param bytes the line's array, not to be changed while the field is in use
 */
@SuppressWarnings("ArrayRecordComponent") // a view; compared with sameAs
public record Field(byte[] bytes, int from, int to) {
  /** How many bytes it has. */
  public int length() {
    return to - from;
  }

  /** Whether both have the same bytes. */
  public boolean sameAs(Field other) {
    return Arrays.equals(bytes, from, to, other.bytes, other.from, other.to);
  }

  /** The order of their unsigned bytes. */
  public int compareBytes(Field other) {
    return Arrays.compareUnsigned(bytes, from, to, other.bytes, other.from, other.to);
  }

  /** Its bytes, copied. */
  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Its bytes as Latin-1 characters, for people. */
  @Override
  public String toString() {
    return new String(bytes, from, length(), ISO_8859_1);
  }
}
