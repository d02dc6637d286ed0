package io.proxyherd.legacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.link.PeerConnection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A legacy peer at the other end of a connection that stays open. */
public final class LineEnd implements PeerConnection {
  private final List<String> sent = new ArrayList<>();
  private boolean writable = true;

  /** What was sent since the last call. */
  public List<String> take() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  void setWritable(boolean now) {
    writable = now;
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void send(ByteBuffer line) {
    byte[] bytes = new byte[line.remaining()];
    line.get(bytes);
    sent.add(new String(bytes, ISO_8859_1));
  }

  @Override
  public void close() {
    writable = false;
  }

  @Override
  public String toString() {
    return "192.0.2.1";
  }
}
