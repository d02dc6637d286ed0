package io.proxyherd.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-1-3 (Aumasson and Bernstein, 2012): a hash under a secret key, so that nobody outside can
 * choose client IDs that all collide.
 */
final class KeyedHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long key0;
  private final long key1;

  KeyedHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The hash of the bytes {@code [from, to)}. */
  long of(byte[] bytes, int from, int to) {
    long v0 = key0 ^ 0x736f6d6570736575L;
    long v1 = key1 ^ 0x646f72616e646f6dL;
    long v2 = key0 ^ 0x6c7967656e657261L;
    long v3 = key1 ^ 0x7465646279746573L;
    int words = (to - from) >>> 3;
    // The compression round once per word, three finishing rounds: one loop serves both.
    for (int round = 0; round < words + 4; round++) {
      long word = 0;
      if (round < words) {
        word = (long) LONG.get(bytes, from + 8 * round);
      } else if (round == words) {
        word = tail(bytes, from + 8 * words, to, to - from);
      } else if (round == words + 1) {
        v2 ^= 0xff;
      }
      v3 ^= word;
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private static long tail(byte[] bytes, int from, int to, int length) {
    long word = (long) length << 56;
    for (int at = from; at < to; at++) {
      word |= (bytes[at] & 0xFFL) << (8 * (at - from));
    }
    return word;
  }
}
