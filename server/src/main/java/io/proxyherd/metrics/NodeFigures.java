package io.proxyherd.metrics;

import io.proxyherd.journal.JournalWriter;
import io.proxyherd.legacy.LegacyLink;
import io.proxyherd.link.LinkCounts;
import io.proxyherd.link.Neighbourhood;
import io.proxyherd.link.PeerLink;
import io.proxyherd.node.CommandKind;
import io.proxyherd.node.Node;
import io.proxyherd.node.NodeCounts;
import io.proxyherd.node.Outcome;
import io.proxyherd.time.LatencyHistogram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a node counts, read off in one moment on its thread, to be printed on another. */
public record NodeFigures(
    Map<Outcome, Long> outcomes,
    Map<CommandKind, LatencyHistogram.Reading> replyTimes,
    Clients clients,
    State state,
    List<Link> links,
    long failedLinks,
    LatencyHistogram.Reading delays,
    Map<String, Long> newestWallNanos,
    List<Legacy> legacy,
    Optional<Journal> journal,
    Optional<StoreFigures> store) {

  /** Whether reports are not kept here, but where all servers find them. */
  boolean isStoreShared() {
    return store.isPresent() && store.get().owed().isEmpty();
  }

  /** What its clients brought, and what became of it. */
  record Clients(
      int known,
      int tombstones,
      long bytesReceived,
      long bytesSent,
      long clamped,
      long forgotten,
      long expired,
      long tombstonesExpired) {
    static Clients of(Node node) {
      NodeCounts counts = node.counts();
      return new Clients(
          node.store().clients(),
          node.store().size() - node.store().clients(),
          counts.bytesReceived(),
          counts.bytesSent(),
          counts.clampedReports(),
          counts.forgottenClients(),
          counts.expiredReports(),
          counts.expiredTombstones());
    }
  }

  /** What it has, and whether that is all. */
  record State(
      long accepted,
      long covered,
      long digest,
      long behind,
      boolean ready,
      boolean readOnly,
      boolean broken) {
    static State of(Node node) {
      Neighbourhood neighbourhood = node.neighbourhood();
      return new State(
          neighbourhood.coverage().upTo(neighbourhood.origin()),
          neighbourhood.coverage().total(),
          node.store().digest(),
          neighbourhood.behind(),
          neighbourhood.readiness().isReady(),
          node.isReadOnly(),
          neighbourhood.isBroken());
    }
  }

  /**
   * The link with a neighbour.
   *
   * @param live what is known of it while it is up
   */
  record Link(String peer, LinkCounts counts, Optional<Live> live) {}

  /** A link that is up. */
  record Live(int owed, long behind, boolean onTree, long roundTripNanos, long clockOffsetNanos) {
    static Live of(PeerLink link) {
      return new Live(
          link.owed(),
          link.behind(),
          link.isOnTree(),
          link.roundTripNanos(),
          link.clockOffset().toNanos());
    }
  }

  /** A neighbour that others wrote; {@code received} is all of which the rest became something. */
  record Legacy(
      String peer,
      boolean up,
      int owed,
      long sent,
      long received,
      long echoes,
      long repeated,
      long dropped,
      long rejected) {
    static Legacy of(LegacyLink link) {
      return new Legacy(
          link.name(),
          link.isUp(),
          link.owed(),
          link.sent(),
          link.received(),
          link.ignoredEchoes(),
          link.repeated(),
          link.dropped(),
          link.rejected());
    }
  }

  /** What it keeps. */
  record Journal(
      String state, long bytes, long bytesWaiting, long frames, long checkpoints, long failures) {
    static Journal of(JournalWriter journal) {
      return new Journal(
          journal.state(),
          journal.bytes(),
          journal.bytesWaiting(),
          journal.frames(),
          journal.checkpoints(),
          journal.failures());
    }
  }

  /**
   * Reads them, on the node's thread.
   *
   * @param store what is known of a store that is elsewhere
   */
  public static NodeFigures read(Node node, Optional<StoreFigures> store) {
    Neighbourhood neighbourhood = node.neighbourhood();
    var times = new EnumMap<CommandKind, LatencyHistogram.Reading>(CommandKind.class);
    for (CommandKind kind : CommandKind.values()) {
      times.put(kind, node.replyTimes().read(kind));
    }
    return new NodeFigures(
        node.counts().outcomes(),
        times,
        Clients.of(node),
        State.of(node),
        links(neighbourhood),
        neighbourhood.failedLinks(),
        neighbourhood.delays(),
        neighbourhood.newest(),
        node.legacy().links().stream().map(Legacy::of).toList(),
        node.journal().map(Journal::of),
        store);
  }

  private static List<Link> links(Neighbourhood neighbourhood) {
    Map<String, PeerLink> up =
        neighbourhood.links().stream()
            .collect(Collectors.toMap(PeerLink::peer, Function.identity()));
    var links = new ArrayList<Link>();
    neighbourhood
        .counts()
        .forEach((peer, counts) ->
            links.add(new Link(peer, counts, Optional.ofNullable(up.get(peer)).map(Live::of))));
    return links;
  }
}
