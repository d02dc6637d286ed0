package io.proxyherd.node;

import io.proxyherd.store.Offered;
import java.util.Set;

/** A client's connection as its session sees it; the shell implements it. */
public interface ClientConnection {
  /** Sends the bytes {@code [0, length)}; copied before it returns. */
  void send(byte[] bytes, int length);

  /** Sends what was given, then closes. {@link Session#onClosed} need not be called any more. */
  void close();

  /** What became of a report; told in their order, each before its reply is sent. */
  default void reported(Offered result) {}

  /** The names of the legacy peers whose address the other end has. */
  default Set<String> legacyPeers() {
    return Set.of();
  }

  /** The other end's host without its port: the same for all connections from there. */
  String host();

  /** The other end's address, for people. */
  @Override
  String toString();
}
