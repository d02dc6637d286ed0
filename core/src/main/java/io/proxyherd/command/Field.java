package io.proxyherd.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The bytes {@code [from, to)} of an array: one field of a line, not copied. Good as long as the
 * array is, and if a parser handed it out, until that parser's next line.
 */
public final class Field {
  private static final byte[] NOTHING = {};

  private byte[] bytes;
  private int from;
  private int to;

  /**
   * @param bytes the line's array, not to be changed while the field is in use
   */
  public Field(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** A parser's own, to be {@link #set} line by line. */
  Field() {
    this(NOTHING, 0, 0);
  }

  void set(byte[] line, int start, int end) {
    bytes = line;
    from = start;
    to = end;
  }

  /** The line's array. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where it begins. */
  public int from() {
    return from;
  }

  /** Where it ends: the index after its last byte. */
  public int to() {
    return to;
  }

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

  /** The same field in an array of its own, good for ever. */
  public Field detached() {
    return new Field(copy(), 0, length());
  }

  /** Its bytes as Latin-1 characters, for people. */
  @Override
  public String toString() {
    return new String(bytes, from, length(), ISO_8859_1);
  }
}
