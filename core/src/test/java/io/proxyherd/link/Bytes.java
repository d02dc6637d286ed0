package io.proxyherd.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.store.Report;
import java.nio.ByteBuffer;

/** The bytes of frames and texts. */
final class Bytes {
  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** What remains in the buffer. */
  static byte[] of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Any frame, written. */
  static ByteBuffer write(FrameWriter writer, Frame frame) {
    return switch (frame) {
      case Frame.Hello hello -> writer.write(hello);
      case Frame.Refuse refuse -> writer.write(refuse);
      case Frame.Ping ping -> writer.write(ping);
      case Frame.Pong pong -> writer.write(pong);
      case Frame.Data data -> {
        writer.beginData();
        for (Report report : data.reports()) {
          writer.add(report);
        }
        yield writer.finish();
      }
    };
  }
}
