package io.proxyherd.link;

import io.proxyherd.command.Field;
import io.proxyherd.store.Coverage;
import io.proxyherd.store.Ledger;
import io.proxyherd.store.Origin;
import io.proxyherd.store.Report;
import io.proxyherd.store.Stamp;
import io.proxyherd.store.Store;
import io.proxyherd.time.Clock;
import io.proxyherd.time.LatencyHistogram;
import io.proxyherd.time.Throttle;
import io.proxyherd.time.Timers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All links of one server: takes in what comes over one, owes it to the others, and knows what this
 * server has. Not thread-safe: owned by its node.
 */
public final class Neighbourhood {
  /** The source of a report that a client brought, or nobody knows who. */
  public static final int NO_CONNECTION = 0;

  /** Links that come up together are told of together: each word goes over every link. */
  private static final long LINK_STATE_NANOS = 100_000_000;

  /** A herd that starts changes its links all the time: the tree need not follow each change. */
  private static final long TREE_NANOS = 50_000_000;

  private final LinkSettings settings;
  private final Store store;
  private final Clock clock;
  private final Timers timers;
  private final LinkObserver observer;
  private final Origin origin;
  private final Coverage coverage = new Coverage();
  private final Provenance provenance;
  private final Outages outages;
  private final Readiness readiness;
  private final Map<String, LinkCounts> counts = new TreeMap<>();
  private final Newest newest = new Newest();
  private final LatencyHistogram delays = new LatencyHistogram();
  private final Topology topology;
  private final Throttle linkState;
  private final Throttle tree;
  private final Map<String, PeerLink> byPeer = new HashMap<>();
  // Replaced, not changed, when a link comes or goes: that may happen while all are flushed.
  private PeerLink[] links = {};
  private Follower[] followers = {};
  // By slot: the connection over which the newest report came.
  private int[] sources = new int[0];
  private int connections;
  private boolean coverageHasGrown;
  private long brokenInvariants;
  private long failedLinks;
  private Ledger ledger = Ledger.NONE;

  /**
   * @param incarnation of this server: random, new at every start
   */
  public Neighbourhood(
      LinkSettings settings,
      Store store,
      Clock clock,
      Timers timers,
      long incarnation,
      LinkObserver observer) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.timers = timers;
    this.observer = observer;
    origin = new Origin(settings.server(), incarnation);
    provenance = new Provenance(store, settings.rememberedLosses());
    outages = new Outages(settings.neighbours(), clock.wallNanos());
    readiness = new Readiness(settings, coverage, clock, timers, observer);
    topology = new Topology(settings.server());
    settings.neighbours().forEach(peer -> counts.put(peer, new LinkCounts()));
    linkState = new Throttle(timers, clock, LINK_STATE_NANOS, this::relink);
    tree = new Throttle(timers, clock, TREE_NANOS, this::followTree);
  }

  /** Its neighbours can be reached from now on: waits until it has caught up with them. */
  public void begin() {
    readiness.begin();
  }

  /**
   * A connection to or from another server is there.
   *
   * @param dialled whom this server wanted to reach, if it dialled
   */
  public PeerLink openLink(PeerConnection connection, Optional<String> dialled) {
    var link = new PeerLink(this, newConnection(), connection, dialled);
    link.open();
    return link;
  }

  /** From here on the follower is told of every change. */
  public void add(Follower follower) {
    followers = Arrays.copyOf(followers, followers.length + 1);
    followers[followers.length - 1] = follower;
  }

  /** Another number for every connection over which reports come, from 1. */
  public int newConnection() {
    return ++connections;
  }

  /** The stamp for the next report that a client brings; it counts once it is {@link #accept}ed. */
  public Stamp nextStamp() {
    return new Stamp(origin, coverage.upTo(origin) + 1);
  }

  /** Takes a client's report, under {@link #nextStamp}; nothing happens if it is not newer. */
  public void accept(Report report) {
    var _ = accept(report, store.slotOf(report.client()), NO_CONNECTION);
  }

  /**
   * Takes a report from outside the herd, under {@link #nextStamp}; nothing happens if it is not
   * newer.
   *
   * @param slot what the store says now of its client
   * @param connection over which a legacy peer brought it, or {@link #NO_CONNECTION}
   * @return whether it was newer
   */
  public boolean accept(Report report, int slot, int connection) {
    char way = connection == NO_CONNECTION ? Provenance.CLIENT : Provenance.LEGACY;
    if (!merge(report, slot, connection, way, report.receivedAtNanos())) {
      return false;
    }
    coverage.raise(report.origin(), report.seq());
    coverageHasGrown = true;
    ledger.accepted(report);
    return true;
  }

  /** The client in that slot said again what is known. */
  public void repeated(int slot, long wallNanos) {
    provenance.repeated(slot, wallNanos);
  }

  /** What is in that slot has expired: nothing is known of its client any more. */
  public void giveUp(int slot) {
    for (Follower follower : followers) {
      follower.givenUp(slot);
    }
    store.remove(slot);
  }

  /** Takes what this server had in its life before; nobody is owed it yet. */
  public void restore(Report report) {
    int slot = store.offer(report);
    if (slot != Store.NOT_NEWER) {
      provenance.arrived(slot, Provenance.JOURNAL, clock.wallNanos());
      newest.note(report.origin(), report.receivedAtNanos());
    }
  }

  /** From here on, what this server learns is written down there. */
  public void keepIn(Ledger keeper) {
    ledger = keeper;
  }

  /** Whether a bug was found out, so that this server says nothing any more. */
  public boolean isBroken() {
    return brokenInvariants > 0;
  }

  /**
   * Whether this server's clock can be trusted: it agrees with a neighbour's, or there are no
   * neighbours to ask.
   */
  public boolean isClockConfirmed() {
    return settings.neighbours().isEmpty()
        || Arrays.stream(links)
            .anyMatch(
                link -> link.clockOffset().abs().compareTo(settings.clockOffsetRefuse()) <= 0);
  }

  /** This server, and this life of it. */
  public Origin origin() {
    return origin;
  }

  /** The input that was there has been taken: tells the peers what it changed. */
  public void endOfBatch() {
    ledger.endOfBatch();
    if (isBroken()) {
      return;
    }
    if (coverageHasGrown) {
      coverageHasGrown = false;
      for (PeerLink link : links) {
        link.onCoverage();
      }
    }
    flush();
    for (Follower follower : followers) {
      follower.flush();
    }
  }

  /** What this server has. */
  public Coverage coverage() {
    return coverage;
  }

  /** Why this server believes what it does of that client; nothing if it does not know it. */
  public Optional<Trace> trace(Field client) {
    return provenance.trace(client);
  }

  /** Whether this server has caught up since it started. */
  public Readiness readiness() {
    return readiness;
  }

  /** How many reports are not here of which the peers say that they have them. */
  public long behind() {
    var announced = new Coverage();
    for (PeerLink link : links) {
      announced.raise(link.announced());
    }
    return announced.countBeyond(coverage);
  }

  /** What is known here of the links of the whole herd. */
  public HerdGraph graph() {
    return topology.graph();
  }

  /** The neighbours with which there is no link, and why, in the order of their names. */
  public Map<String, Outage> outages() {
    return outages.all();
  }

  /** What went over the links with each neighbour, by its name. */
  public Map<String, LinkCounts> counts() {
    var read = new TreeMap<String, LinkCounts>();
    counts.forEach((peer, count) -> read.put(peer, count.copy()));
    return read;
  }

  /** How often a connection to or from another server did not become a link. */
  public long failedLinks() {
    return failedLinks;
  }

  /**
   * When each server received the newest report that is known of it, by its name: nanoseconds since
   * 1970 by its clock.
   */
  public Map<String, Long> newest() {
    return newest.read();
  }

  /**
   * How long after their receipt at another server newer reports came here, as far as the clocks
   * agree.
   */
  public LatencyHistogram.Reading delays() {
    return delays.read();
  }

  /** The peer could not be reached. */
  public void unreached(String peer, String reason) {
    failedLinks++;
    outages.explain(peer, reason);
    observer.linkRefused(peer, reason);
  }

  /** The links that are up. */
  public List<PeerLink> links() {
    return List.of(links);
  }

  LinkSettings settings() {
    return settings;
  }

  Store store() {
    return store;
  }

  Clock clock() {
    return clock;
  }

  Timers timers() {
    return timers;
  }

  LinkObserver observer() {
    return observer;
  }

  Topology topology() {
    return topology;
  }

  Frame.Hello hello() {
    return new Frame.Hello(
        FrameWriter.VERSION,
        FrameWriter.OLDEST_VERSION,
        settings.cluster(),
        settings.server(),
        origin.incarnation(),
        clock.wallNanos(),
        settings.lifetimes());
  }

  /** Whether the newest report in that slot came over that connection. */
  public boolean cameOver(int connection, int slot) {
    return slot < sources.length && sources[slot] == connection;
  }

  void linkUp(PeerLink link, Duration clockOffset) {
    PeerLink old = byPeer.get(link.peer());
    if (old != null) {
      old.close("replaced by a newer connection");
    }
    byPeer.put(link.peer(), link);
    outages.up(link.peer());
    link.counts().countConnect();
    links = byPeer.values().toArray(PeerLink[]::new);
    observer.linkUp(link.peer(), clockOffset);
    if (clockOffset.abs().compareTo(settings.clockOffsetWarn()) > 0) {
      observer.clockDiffers(link.peer(), clockOffset);
    }
    topology.servers().forEach(link::oweLinkState);
    linkState.ask();
  }

  void linkDown(PeerLink link, String reason) {
    if (byPeer.remove(link.peer(), link)) {
      links = byPeer.values().toArray(PeerLink[]::new);
      outages.down(link.peer(), clock.wallNanos(), reason);
      observer.linkDown(link.peer(), reason);
      linkState.ask();
    } else {
      unreached(link.peer(), reason);
    }
  }

  void onData(PeerLink link, List<Report> reports) {
    char way = provenance.wayOf(link.peer());
    long wallNanos = clock.wallNanos();
    for (Report report : reports) {
      observer.reportReceived(link.peer(), report);
      int slot = store.slotOf(report.client());
      if (merge(report, slot, link.connectionNumber(), way, wallNanos)) {
        ledger.learned(report);
        delays.record(wallNanos - report.receivedAtNanos(), 1);
        link.counts().countReceived(true);
      } else {
        link.counts().countReceived(false);
      }
    }
  }

  /** The counts of the links with that neighbour, those of a connection of its added. */
  LinkCounts countsOf(String peer, LinkCounts connection) {
    LinkCounts all = counts.computeIfAbsent(peer, _ -> new LinkCounts());
    all.add(connection);
    return all;
  }

  /** The peer has what this covers. */
  void announced(PeerLink link, Coverage has) {
    readiness.announced(link.peer(), has);
  }

  /** That neighbour was refused, whatever its connection is called. */
  void refused(String peer, String reason) {
    outages.explain(peer, reason);
  }

  /** Now this server has what this covers, too. */
  void onCover(Coverage more) {
    if (coverage.raise(more)) {
      coverageHasGrown = true;
      ledger.covered();
      readiness.look();
    }
  }

  void onLinkState(PeerLink from, Neighbours heard) {
    switch (topology.hear(heard)) {
      case KNOWN -> {}
      case STALE -> from.oweLinkState(heard.server());
      case NEW -> {
        for (PeerLink link : links) {
          if (link != from) {
            link.oweLinkState(heard.server());
          }
        }
        tree.ask();
      }
      case OUTBID -> {
        observer.outbid();
        oweLinkState(heard.server());
        tree.ask();
      }
    }
  }

  void broken(Invariant invariant, String detail) {
    brokenInvariants++;
    ledger.distrust();
    observer.invariantBroken(invariant, detail);
  }

  private boolean merge(Report report, int known, int source, char way, long wallNanos) {
    Report held = known == Store.NO_SLOT ? null : store.at(known);
    int slot = store.offer(report, known);
    if (slot == Store.NOT_NEWER) {
      provenance.lost(report, known, way, wallNanos);
      return false;
    }
    if (held == null || report.isTombstone()) {
      provenance.forgetLoss(slot);
    }
    provenance.arrived(slot, way, wallNanos);
    newest.note(report.origin(), report.receivedAtNanos());
    check(report, held, source);
    if (slot >= sources.length) {
      sources = Arrays.copyOf(sources, Math.max(64, 2 * slot));
    }
    sources[slot] = source;
    for (PeerLink link : links) {
      if (link.connectionNumber() != source) {
        link.owe(slot);
      }
    }
    for (Follower follower : followers) {
      follower.owe(slot);
    }
    return true;
  }

  private void check(Report report, @Nullable Report held, int source) {
    if (held != null && settings.lifetimes().replaces(held, report)) {
      broken(Invariant.MONOTONE, report + " replaced " + held);
    }
    // What has expired may come back from a server that was away, to expire again.
    if (source != NO_CONNECTION
        && coverage.covers(report.origin(), report.seq())
        && report.receivedAtNanos() > clock.wallNanos() - settings.lifetimes().shorterNanos()) {
      broken(Invariant.COVERAGE, report + " is covered and was not here");
    }
  }

  private void relink() {
    topology.relink(byPeer.keySet());
    oweLinkState(settings.server());
    flush();
    tree.ask();
  }

  private void oweLinkState(String server) {
    for (PeerLink link : links) {
      link.oweLinkState(server);
    }
  }

  private void flush() {
    for (PeerLink link : links) {
      link.flush();
    }
  }

  private void followTree() {
    Set<String> joined = topology.treeNeighbours();
    for (PeerLink link : links) {
      link.onTree(joined.contains(link.peer()));
    }
    flush();
  }
}
