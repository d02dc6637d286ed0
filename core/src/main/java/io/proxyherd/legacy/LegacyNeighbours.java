package io.proxyherd.legacy;

import io.proxyherd.command.AtLine;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * All legacy neighbours of one server. They stand beside the herd's links: what comes from them is
 * taken as from clients, what they lack they are sent, and they have no part in tree and coverage.
 * Not thread-safe: owned by its node.
 */
public final class LegacyNeighbours {
  private final byte[] self;
  private final Neighbourhood neighbourhood;
  private final Store store;
  private final Adoption adoption;
  private final LegacyObserver observer;
  private final TreeMap<String, LegacyLink> links = new TreeMap<>();
  private Set<String> herd = Set.of();

  /**
   * @param self this server's name
   * @param adoption takes what the peers say
   */
  public LegacyNeighbours(
      byte[] self,
      Neighbourhood neighbourhood,
      Store store,
      Adoption adoption,
      LegacyObserver observer) {
    this.self = self;
    this.neighbourhood = neighbourhood;
    this.store = store;
    this.adoption = adoption;
    this.observer = observer;
  }

  /** Names the servers of this herd, itself included: what they heard, the herd has. */
  public void nameHerd(Set<String> servers) {
    herd = Set.copyOf(servers);
  }

  /** Adds a peer that gets a connection per update; it is fed from {@link ConnectionLink#start}. */
  public ConnectionLink open(LegacyPeer peer, Courier courier) {
    return add(new ConnectionLink(peer, this, courier));
  }

  /** Adds a peer that gets lines over one connection; it is fed while that is there. */
  public LineLink open(LegacyPeer peer) {
    return add(new LineLink(peer, this));
  }

  private <T extends LegacyLink> T add(T link) {
    if (links.putIfAbsent(link.name(), link) != null) {
      throw new IllegalArgumentException("legacy peer: " + link.name() + " (expected: once)");
    }
    neighbourhood.add(link);
    return link;
  }

  /** The peers, in the order of their names. */
  public Collection<LegacyLink> links() {
    return List.copyOf(links.values());
  }

  /** What a connection brings that may be one of theirs. */
  public LegacyStream openStream() {
    return new LegacyStream(this);
  }

  /** Those of the peers that are known. */
  List<LegacyLink> named(Set<String> peers) {
    return peers.stream().sorted().map(links::get).filter(Objects::nonNull).toList();
  }

  Adoption.Verdict adopt(AtLine at, int connection) {
    return herd.contains(at.server().toString())
        ? Adoption.Verdict.ECHO
        : adoption.adopt(at, connection);
  }

  byte[] self() {
    return self;
  }

  Neighbourhood neighbourhood() {
    return neighbourhood;
  }

  Store store() {
    return store;
  }

  LegacyObserver observer() {
    return observer;
  }
}
