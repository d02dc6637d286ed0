package io.proxyherd.cassandra.trial;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a node which options it has, which it answers to anybody as soon as it serves clients: the
 * OPTIONS and SUPPORTED of native protocol v4.
 */
final class Greeting {
  private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};
  private static final int ANSWER_V4 = 0x84;
  private static final int SUPPORTED = 0x06;
  private static final int PATIENCE_MS = 1_000;

  private Greeting() {}

  /** Whether it answers within a second. */
  static boolean isAnswered(InetSocketAddress node) {
    try (var socket = new Socket()) {
      socket.connect(node, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(OPTIONS);
      var header = new byte[OPTIONS.length];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return Byte.toUnsignedInt(header[0]) == ANSWER_V4 && header[4] == SUPPORTED;
    } catch (IOException _) {
      return false;
    }
  }
}
