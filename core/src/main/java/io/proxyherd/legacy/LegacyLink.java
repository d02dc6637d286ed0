package io.proxyherd.legacy;

import io.proxyherd.command.LineBuilder;
import io.proxyherd.link.Feed;
import io.proxyherd.link.Follower;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import java.util.OptionalInt;

/**
 * A legacy neighbour: what it is owed, and what came from it. It is a leaf: nobody says what it
 * has, so at the start and at every reconnection it is owed everything. Not thread-safe: owned by
 * its node.
 */
public abstract sealed class LegacyLink implements Follower permits ConnectionLink, LineLink {
  private final LegacyPeer peer;
  private final LegacyNeighbours home;
  private final Feed feed;
  private final LineBuilder line = new LineBuilder();
  // What comes from the peer counts as of this connection; another one after every outage.
  private int connectionNumber;
  private boolean up;
  private long sent;
  private long received;
  private long echoes;
  private long repeated;
  private long dropped;
  private long rejected;

  LegacyLink(LegacyPeer peer, LegacyNeighbours home) {
    this.peer = peer;
    this.home = home;
    feed = new Feed(home.store());
    connectionNumber = home.neighbourhood().newConnection();
  }

  /** The peer's name, dialect and delivery. */
  public LegacyPeer peer() {
    return peer;
  }

  public String name() {
    return peer.name();
  }

  /** Whether the last attempt to reach it succeeded. */
  public boolean isUp() {
    return up;
  }

  /** How many clients' reports the peer is owed for sure. */
  public int owed() {
    return feed.size();
  }

  /** How many lines it was sent. */
  public long sent() {
    return sent;
  }

  /** How many AT lines came from it in its dialect, whatever became of them. */
  public long received() {
    return received;
  }

  /** How many of those named a server of this herd. */
  public long ignoredEchoes() {
    return echoes;
  }

  /** How many of those said nothing new. */
  public long repeated() {
    return repeated;
  }

  /** How many of those could not be kept. */
  public long dropped() {
    return dropped;
  }

  /** How many AT lines came from its address that are of no dialect spoken there. */
  public long rejected() {
    return rejected;
  }

  final LegacyNeighbours home() {
    return home;
  }

  final int connectionNumber() {
    return connectionNumber;
  }

  /** The peer may lack everything, also what it has said itself: it may have been restarted. */
  final void beginAnew() {
    connectionNumber = home.neighbourhood().newConnection();
    feed.begin(new Coverage());
  }

  /** Nothing is owed, until all is. */
  final void oweNothing() {
    feed.end();
  }

  final void oweLater(int slot) {
    feed.owe(slot);
  }

  /** The slot of the next report that the peer may lack. */
  final OptionalInt nextSlot() {
    while (!home.neighbourhood().isBroken() && feed.hasReports()) {
      int slot = feed.poll();
      if (isWanted(slot)) {
        return OptionalInt.of(slot);
      }
    }
    return OptionalInt.empty();
  }

  /** No AT line says that a client is to be forgotten, and what has expired nobody needs. */
  private boolean isWanted(int slot) {
    return home.store().isTaken(slot)
        && !home.store().at(slot).isTombstone()
        && !home.neighbourhood().cameOver(connectionNumber, slot);
  }

  /** The report as the peer wants to read it; valid until the next call. */
  final LineBuilder print(Report report) {
    peer.dialect().print(report, home.self(), line.clear());
    return line;
  }

  final void countSent(Report report) {
    sent++;
    home.observer().legacySent(peer.name(), report);
  }

  final void reached() {
    if (!up) {
      up = true;
      home.observer().legacyReached(peer.name());
    }
  }

  final void lost(String reason) {
    up = false;
    home.observer().legacyLost(peer.name(), reason);
  }

  /** A line came in its dialect, and this became of it. */
  final void count(Adoption.Verdict verdict) {
    received++;
    switch (verdict) {
      case ADOPTED -> {}
      case ECHO -> echoes++;
      case NOT_NEWER -> repeated++;
      case DROPPED -> dropped++;
    }
  }

  final void reject(byte[] rejectedLine, int from, int to) {
    rejected++;
    home.observer().legacyRejected(peer.name(), rejectedLine, from, to, rejected);
  }
}
