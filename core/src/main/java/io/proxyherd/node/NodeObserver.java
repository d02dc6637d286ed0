package io.proxyherd.node;

import io.proxyherd.store.Report;
import java.time.Duration;

/**
 * Who wants to know what a node does: logs, metrics, tests. Called on the node's thread; must not
 * block. Arrays are valid during the call only.
 */
public interface NodeObserver {
  /** Wants to know nothing. */
  NodeObserver NONE = new NodeObserver() {};

  /** A client's line {@code [from, to)} came, without its LF. */
  default void commandReceived(ClientConnection client, byte[] line, int from, int to) {}

  /** A client is sent the bytes {@code [0, length)}. */
  default void replySent(ClientConnection client, byte[] reply, int length) {}

  /** A peer's report came. */
  default void reportReceived(String peer, Report report) {}

  /** A peer is sent a report. */
  default void reportSent(String peer, Report report) {}

  /** A link is there; the peer's clock was ahead by so much. */
  default void linkUp(String peer, Duration clockOffset) {}

  /** A link is there, but the peer's clock differs by more than the operator wants. */
  default void clockDiffers(String peer, Duration clockOffset) {}

  /** A link that was up is gone. */
  default void linkDown(String peer, String reason) {}

  /** A connection to or from another server did not become a link. */
  default void linkRefused(String peer, String reason) {}

  /** A client was disconnected at once: so many are connected already. */
  default void clientRefused(String address, int most) {}

  /** A bug of ours on that connection, which is closed. */
  default void failed(String address, Throwable bug) {}
}
