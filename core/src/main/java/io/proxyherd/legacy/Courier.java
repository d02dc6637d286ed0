package io.proxyherd.legacy;

/** Carries lines to one legacy peer, each over a connection of its own; the shell implements it. */
public interface Courier {
  /**
   * Connects, sends the line, and ends its side. Later, once, it tells {@link
   * ConnectionLink#onDelivered}, {@link ConnectionLink#onBrokenOff}, {@link
   * ConnectionLink#onPostponed} or {@link ConnectionLink#onFailed}.
   */
  void deliver(Dispatch dispatch);

  /** Calls {@link ConnectionLink#onPauseOver} after a while, a longer one each time. */
  void pause();

  /** The peer is there: the next pause is a short one. */
  void resetPause();
}
