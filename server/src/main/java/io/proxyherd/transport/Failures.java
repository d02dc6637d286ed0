package io.proxyherd.transport;

import io.proxyherd.node.Node;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What goes wrong on a connection. */
final class Failures {
  private Failures() {}

  /** Sockets break all the time and nobody needs to know; anything else is a bug of ours. */
  static void report(Node node, String address, Throwable cause) {
    if (!(cause instanceof IOException)) {
      node.observer().failed(address, cause);
    }
  }

  /** What channelActive has set, in the events that come after it. */
  static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("event before channelActive");
    }
    return value;
  }
}
