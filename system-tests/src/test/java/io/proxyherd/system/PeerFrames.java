package io.proxyherd.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;

/** Frames between servers as docs/PROTOCOL.md describes them, made by other means than ours. */
final class PeerFrames {
  private static final int HEADER_AFTER_LENGTH = 13;

  private PeerFrames() {}

  /** The first frame of a server that dials. */
  static byte[] hello(String cluster, String server) {
    var payload = ByteBuffer.allocate(100);
    payload.put((byte) 1).put((byte) 1);
    putText(payload, cluster);
    putText(payload, server);
    payload.putLong(7).putLong(System.currentTimeMillis() * 1_000_000);
    payload.putLong(Duration.ofDays(30).toMillis()).putLong(Duration.ofDays(10).toMillis());
    return frame(0, 1, payload.flip());
  }

  /** A server that knows nothing wants to be fed; the second frame of its connection. */
  static byte[] want() {
    return frame(1, 7, ByteBuffer.wrap(new byte[1]));
  }

  private static void putText(ByteBuffer payload, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    payload.putShort((short) bytes.length).put(bytes);
  }

  private static byte[] frame(int counter, int type, ByteBuffer payload) {
    var frame = ByteBuffer.allocate(4 + HEADER_AFTER_LENGTH + payload.remaining());
    int length = HEADER_AFTER_LENGTH + payload.remaining();
    frame.putInt(length).putInt(~length).putInt(0).putInt(counter);
    frame.put((byte) type).put(payload);
    var crc = new CRC32C();
    crc.update(frame.array(), 12, frame.capacity() - 12);
    return frame.putInt(8, (int) crc.getValue()).array();
  }
}
