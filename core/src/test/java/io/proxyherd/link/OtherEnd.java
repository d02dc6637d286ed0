package io.proxyherd.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The peer of a link under test: reads what the link sends, and says what the test wants. */
final class OtherEnd implements PeerConnection {
  private final FrameReader reader = new FrameReader();
  private final FrameWriter writer = new FrameWriter();
  private final List<Frame> heard = new ArrayList<>();
  private boolean writable = true;
  private boolean closed;

  OtherEnd() {
    reader.trust();
  }

  /** Says the frame to the link. */
  void say(PeerLink link, Frame frame) {
    byte[] bytes = Bytes.of(writer.write(frame));
    link.onBytes(bytes, 0, bytes.length);
  }

  /** What the link sent since the last call. */
  List<Frame> take() {
    List<Frame> taken = List.copyOf(heard);
    heard.clear();
    return taken;
  }

  void setWritable(boolean now) {
    writable = now;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void send(ByteBuffer frame) {
    byte[] bytes = Bytes.of(frame);
    reader.feed(
        bytes,
        0,
        bytes.length,
        new FrameReader.Frames() {
          @Override
          public void frame(Frame read) {
            heard.add(read);
          }

          @Override
          public void broken(String reason) {
            throw new AssertionError(reason);
          }
        });
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "192.0.2.1";
  }
}
