package io.proxyherd.link;

import java.nio.ByteBuffer;

/** A connection to another server, as a link sees it; the shell implements it. */
public interface PeerConnection {
  /**
   * Whether {@link #send} would be carried off soon; otherwise {@link PeerLink#onWritable} comes.
   */
  boolean isWritable();

  /** Sends what remains in the buffer; copied before it returns. */
  void send(ByteBuffer frame);

  /** Sends what was given, then closes. {@link PeerLink#onClosed} need not be called any more. */
  void close();

  /** The other end's address, for people. */
  @Override
  String toString();
}
