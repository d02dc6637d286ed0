package io.proxyherd.sim;

import io.proxyherd.link.PeerConnection;
import io.proxyherd.link.PeerLink;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Somebody who connects to a server where only servers should. */
final class Stranger implements PeerConnection {
  private final Life life;

  Stranger(Life life) {
    this.life = life;
  }

  /** Says that, and goes. */
  void say(byte[] bytes) {
    PeerLink link = life.node().openLink(this, Optional.empty());
    link.onBytes(bytes, 0, bytes.length);
    life.after(1_000_000, () -> link.onClosed("gone"));
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(ByteBuffer frame) {
    // He does not listen.
  }

  @Override
  public void close() {
    // He goes anyway.
  }

  @Override
  public String toString() {
    return "stranger";
  }
}
