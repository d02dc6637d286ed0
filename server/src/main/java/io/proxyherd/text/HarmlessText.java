package io.proxyherd.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Bytes from outside as text that does nothing to a terminal or a log: printable UTF-8 as it is,
 * the rest byte by byte as {@code \x1b}, a backslash as two, so that the text can be read back
 * exactly.
 */
public final class HarmlessText {
  private static final HexFormat HEX = HexFormat.of();
  private static final int INVALID = -1;

  /** The least code point of 2, 3 and 4 bytes: below it, the form is overlong. */
  private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

  private HarmlessText() {}

  /** All bytes of the array as text. */
  public static String of(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    append(text, bytes, 0, bytes.length);
    return text.toString();
  }

  /**
   * The bytes that are shown so; the mirror of {@link #of}.
   *
   * @return nothing if none are: after a backslash stands neither another one nor {@code x} with
   *     two hex digits, or half a surrogate pair is in it
   */
  public static Optional<byte[]> parse(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return Optional.empty();
    }
    byte[] shown = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[shown.length];
    int length = 0;
    for (int i = 0; i < shown.length; i++) {
      bytes[length] = shown[i];
      if (shown[i] == '\\') {
        i++;
        if (i + 2 < shown.length && shown[i] == 'x' && isHex(shown[i + 1]) && isHex(shown[i + 2])) {
          bytes[length] =
              (byte)
                  (HexFormat.fromHexDigit(shown[i + 1]) << 4
                      | HexFormat.fromHexDigit(shown[i + 2]));
          i += 2;
        } else if (i == shown.length || shown[i] != '\\') {
          return Optional.empty();
        }
      }
      length++;
    }
    return Optional.of(Arrays.copyOf(bytes, length));
  }

  private static boolean isHex(byte digit) {
    return HexFormat.isHexDigit(digit);
  }

  /** Appends the bytes {@code [from, to)} as text. */
  public static void append(StringBuilder out, byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int end = endOfPlain(bytes, i, to);
      if (end > i) {
        // Most text is nothing else, and of a busy server's log there is much.
        out.append(new String(bytes, i, end - i, US_ASCII));
        i = end;
        continue;
      }
      int length = lengthOf(bytes[i]);
      int point = i + length <= to ? pointAt(bytes, i, length) : INVALID;
      if (isPrintable(point)) {
        out.append(point == '\\' ? "\\\\" : Character.toString(point));
        i += length;
      } else {
        out.append("\\x");
        HEX.toHexDigits(out, bytes[i]);
        i++;
      }
    }
  }

  /** Where the ASCII that stands for itself ends. */
  private static int endOfPlain(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= ' ' && bytes[at] < 0x7F && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  /** How many bytes the form that begins with this one has; 1 for a byte that begins none. */
  private static int lengthOf(byte first) {
    int ones = Integer.numberOfLeadingZeros(~first << 24);
    return ones >= 2 && ones <= 4 ? ones : 1;
  }

  private static int pointAt(byte[] bytes, int at, int length) {
    if (length == 1) {
      return bytes[at]; // Negative, hence invalid, if it is no ASCII.
    }
    int point = bytes[at] & (0x7F >> length);
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return INVALID;
      }
      point = point << 6 | (bytes[i] & 0x3F);
    }
    return point >= LEAST[length] ? point : INVALID;
  }

  private static boolean isPrintable(int point) {
    boolean ascii = point >= ' ' && point < 0x7F;
    return ascii || (Character.isValidCodePoint(point) && Printable.isPlain(point));
  }
}
