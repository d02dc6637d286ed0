package io.proxyherd.node;

import io.proxyherd.command.Field;
import io.proxyherd.journal.JournalObserver;
import io.proxyherd.legacy.LegacyObserver;
import io.proxyherd.link.LinkObserver;

/**
 * Who wants to know what a node does: logs, metrics, tests. Called on the node's thread; must not
 * block. Arrays are valid during the call only.
 */
public interface NodeObserver extends LinkObserver, LegacyObserver, JournalObserver {
  /** Wants to know nothing. */
  NodeObserver NONE = new NodeObserver() {};

  /** A client's line {@code [from, to)} came, without its LF. */
  default void commandReceived(ClientConnection client, byte[] line, int from, int to) {}

  /** A client is sent the bytes {@code [0, length)}. */
  default void replySent(ClientConnection client, byte[] reply, int length) {}

  /** A client was disconnected at once: so many are connected already. */
  default void clientRefused(String address, int most) {}

  /** A client's report was not taken: it is a new one, and so many are known already. */
  default void newClientRefused(ClientConnection client, int most) {}

  /** A client was forgotten, by the order of an operator of this server. */
  default void clientForgotten(Field client) {}

  /** A bug of ours on that connection, which is closed. */
  default void failed(String address, Throwable bug) {}
}
