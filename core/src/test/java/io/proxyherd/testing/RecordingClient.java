package io.proxyherd.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proxyherd.node.ClientConnection;
import io.proxyherd.node.Node;
import io.proxyherd.node.Session;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/** A client's connection that keeps what it is sent. Text stands for bytes, as Latin-1. */
public final class RecordingClient implements ClientConnection {
  private final World world;
  private final Node node;
  private final Set<String> legacyPeers;
  private final Session session;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int replies;
  private boolean closed;

  RecordingClient(World world, Node node, Set<String> legacyPeers) {
    this.world = world;
    this.node = node;
    this.legacyPeers = legacyPeers;
    session = node.openSession(this);
  }

  /** Sends the text in one segment; what it brings about now has happened on return. */
  public void say(String text) {
    sayBytes(text.getBytes(ISO_8859_1));
  }

  /** Sends the bytes in one segment. */
  public void sayBytes(byte[] bytes) {
    session.onBytes(bytes, 0, bytes.length);
    node.endOfBatch();
    world.settle();
  }

  /** Sends the text in segments of one byte. */
  public void sayByteByByte(String text) {
    for (byte b : text.getBytes(ISO_8859_1)) {
      sayBytes(new byte[] {b});
    }
  }

  /** Closes the sending side. */
  public void halfClose() {
    session.onInputClosed();
    node.endOfBatch();
    world.settle();
  }

  /** Goes away without a word. */
  public void vanish() {
    session.onClosed();
  }

  public Session session() {
    return session;
  }

  /** What came since the last call. */
  public String take() {
    String text = received.toString(ISO_8859_1);
    received.reset();
    return text;
  }

  /** How many replies came in all. */
  public int replies() {
    return replies;
  }

  /** Whether the server has closed. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void send(byte[] bytes, int length) {
    if (closed) {
      throw new AssertionError("sent after close");
    }
    replies++;
    received.write(bytes, 0, length);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public Set<String> legacyPeers() {
    return legacyPeers;
  }

  @Override
  public String host() {
    return "10.0.0.1";
  }

  @Override
  public String toString() {
    return "client";
  }
}
