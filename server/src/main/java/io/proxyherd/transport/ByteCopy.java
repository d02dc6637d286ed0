package io.proxyherd.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The array into which an event loop copies what it reads: the core works on arrays. Reused from
 * read to read; not thread-safe: owned by its event loop.
 */
final class ByteCopy {
  private byte[] array = new byte[64 * 1024];

  /** Copies the readable bytes to {@code [0, answer)}. */
  int take(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (length > array.length) {
      array = Arrays.copyOf(array, length);
    }
    bytes.readBytes(array, 0, length);
    return length;
  }

  byte[] array() {
    return array;
  }
}
