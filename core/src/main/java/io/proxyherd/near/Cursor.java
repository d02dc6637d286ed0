package io.proxyherd.near;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a walk over several pages goes on, as text for the one who asks: for a walk by distance the
 * slots that it has shown, for a walk through a box the slot from which it goes on. Good for one
 * life of one server: others have other slots.
 *
 * <pre>
 * cursor = base64url( life:int64 kind:int8 numbers )
 * numbers = *varint      ; of the slots in order, each less the one before
 * </pre>
 */
final class Cursor {
  static final byte NEAR = 'n';
  static final byte INSIDE = 'i';

  private static final int HEADER = Long.BYTES + 1;
  private static final int LONGEST_VARINT = 5;
  private static final int MOST_BYTES = 8192;

  private Cursor() {}

  /**
   * @param life of the server: another one in each
   * @param slots sorted
   */
  static String print(long life, byte kind, int... slots) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + LONGEST_VARINT * slots.length);
    bytes.putLong(life).put(kind);
    int before = 0;
    for (int slot : slots) {
      putVarint(bytes, slot - before);
      before = slot;
    }
    byte[] used = new byte[bytes.position()];
    bytes.flip().get(used);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(used);
  }

  /** The slots, sorted; nothing if it is no cursor of that kind and life. */
  static Optional<int[]> parse(String text, long life, byte kind) {
    if (text.length() > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() < HEADER || bytes.getLong() != life || bytes.get() != kind) {
        return Optional.empty();
      }
      return slots(bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<int[]> slots(ByteBuffer bytes) {
    int[] slots = new int[bytes.remaining()];
    int count = 0;
    long slot = 0;
    while (bytes.hasRemaining()) {
      long more = 0;
      int shift = 0;
      byte next;
      do {
        if (!bytes.hasRemaining() || shift >= LONGEST_VARINT * 7) {
          return Optional.empty();
        }
        next = bytes.get();
        more |= (next & 0x7FL) << shift;
        shift += 7;
      } while (next < 0);
      slot += more;
      if (slot > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      slots[count++] = (int) slot;
    }
    return Optional.of(java.util.Arrays.copyOf(slots, count));
  }

  private static void putVarint(ByteBuffer bytes, int number) {
    int left = number;
    while (left >= 0x80) {
      bytes.put((byte) (left | 0x80));
      left >>>= 7;
    }
    bytes.put((byte) left);
  }
}
