package io.proxyherd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class KeyedHashTest {
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

  @Test
  void isSipHash13OfNothing() {
    assertThat(new KeyedHash(KEY_0, KEY_1).of(new byte[0], 0, 0)).isEqualTo(0xabac0158050fc4dcL);
  }

  /** The paper's own vector of SipHash-2-4 vouches for the oracle. */
  @Test
  void isTheSipHashOfThePaperWithOneAndThreeRounds() {
    assertThat(sipHash(2, 4, counting(15))).isEqualTo(0xa129ca6149be45e5L);
    for (int length = 0; length < 64; length++) {
      byte[] input = counting(length);
      assertThat(new KeyedHash(KEY_0, KEY_1).of(input, 0, length))
          .as("%d bytes", length)
          .isEqualTo(sipHash(1, 3, input));
    }
  }

  @Test
  void looksAtItsBytesOnly() {
    var hash = new KeyedHash(1, 2);

    assertThat(hash.of(counting(20), 3, 15))
        .isEqualTo(hash.of(Arrays.copyOfRange(counting(20), 3, 15), 0, 12));
  }

  @Test
  void dependsOnTheKey() {
    byte[] input = counting(9);

    assertThat(new KeyedHash(1, 2).of(input, 0, 9))
        .isNotEqualTo(new KeyedHash(1, 3).of(input, 0, 9));
    assertThat(new KeyedHash(1, 2).of(input, 0, 9))
        .isNotEqualTo(new KeyedHash(2, 2).of(input, 0, 9));
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /** SipHash-c-d as the paper writes it, word for word. */
  private static long sipHash(int c, int d, byte[] m) {
    long[] v = {
      KEY_0 ^ 0x736f6d6570736575L, KEY_1 ^ 0x646f72616e646f6dL,
      KEY_0 ^ 0x6c7967656e657261L, KEY_1 ^ 0x7465646279746573L
    };
    byte[] padded = Arrays.copyOf(m, (m.length / 8 + 1) * 8);
    padded[padded.length - 1] = (byte) m.length;
    for (int word = 0; word < padded.length; word += 8) {
      long mi = 0;
      for (int i = 7; i >= 0; i--) {
        mi = mi << 8 | (padded[word + i] & 0xFF);
      }
      v[3] ^= mi;
      rounds(c, v);
      v[0] ^= mi;
    }
    v[2] ^= 0xff;
    rounds(d, v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static void rounds(int count, long[] v) {
    for (int i = 0; i < count; i++) {
      v[0] += v[1];
      v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
      v[0] = Long.rotateLeft(v[0], 32);
      v[2] += v[3];
      v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
      v[0] += v[3];
      v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
      v[2] += v[1];
      v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
      v[2] = Long.rotateLeft(v[2], 32);
    }
  }
}
