package io.proxyherd.link;

import io.proxyherd.store.Coverage;
import io.proxyherd.store.Report;
import io.proxyherd.time.Throttle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One connection to another server of the herd: HELLO both ways; then each side feeds the other if
 * that wants it, and otherwise says now and then what it has. Not thread-safe: owned by its node.
 */
public final class PeerLink {
  private enum State {
    GREETING,
    UP,
    DOWN
  }

  private static final long COVER_NANOS = 100_000_000;
  private static final long HAVE_NANOS = 500_000_000;

  /** So many pauses that would be long enough for a PING go by at most until there is one. */
  private static final int MOST_PAUSES_WITHOUT_PING = 10;

  private final Neighbourhood home;
  private final int connectionNumber;
  private final PeerConnection connection;
  private final Optional<String> dialled;

  private final FrameWriter writer = new FrameWriter();
  private final FrameReader reader = new FrameReader();
  private final Feed feed;
  private final Appetite appetite;
  private final Throttle cover;
  private final Throttle have;
  private final Set<String> owedLinkStates = new LinkedHashSet<>();
  // What the peer was told that this server has.
  private final Coverage told = new Coverage();
  private LinkCounts counts = new LinkCounts();
  private boolean markIsWanted;
  private State state = State.GREETING;
  private String peer;
  private Duration clockOffset = Duration.ZERO;
  private long lastReceivedNanos;
  private long lastSentNanos;
  private long lastPingNanos;
  private long lastLookNanos;
  private long roundTripNanos;
  private long upSinceWallNanos;

  /**
   * @param connectionNumber another one for every connection of this server, from 1
   * @param dialled whom this server wanted to reach, if it dialled
   */
  PeerLink(
      Neighbourhood home,
      int connectionNumber,
      PeerConnection connection,
      Optional<String> dialled) {
    this.home = home;
    this.connectionNumber = connectionNumber;
    this.connection = connection;
    this.dialled = dialled;
    feed = new Feed(home.store());
    appetite =
        new Appetite(
            home.clock(),
            home.timers(),
            home.coverage(),
            home.settings().redundancy() == Redundancy.ALL,
            new Appetite.Decision() {
              @Override
              public void want() {
                sendCoverage(new Frame.Want(home.coverage()));
              }

              @Override
              public void stop() {
                send(new Frame.Stop());
              }

              @Override
              public void graft() {
                counts.countGraft();
                home.observer().grafted(peer);
              }
            });
    cover = new Throttle(home.timers(), home.clock(), COVER_NANOS, this::mark);
    have = new Throttle(home.timers(), home.clock(), HAVE_NANOS, this::sayWhatIsHere);
    peer = dialled.orElse(connection.toString());
    lastReceivedNanos = home.clock().monotonicNanos();
  }

  /** The connection is there. */
  void open() {
    if (dialled.isPresent()) {
      send(home.hello());
    }
    home.timers().after(home.settings().helloTimeout().toNanos(), this::giveUpGreeting);
  }

  /** The other server's name once the link is up; before, whom was dialled or its address. */
  public String peer() {
    return peer;
  }

  public boolean isUp() {
    return state == State.UP;
  }

  /** Since when the link is up: nanoseconds since 1970 by this server's clock; 0 before. */
  public long upSinceWallNanos() {
    return upSinceWallNanos;
  }

  /** The address of the other end, for people. */
  public String address() {
    return connection.toString();
  }

  /** Whether the link is on the spanning tree. */
  public boolean isOnTree() {
    return appetite.isOnTree();
  }

  /** What the peer says that it has. */
  Coverage announced() {
    return appetite.announced();
  }

  /** How many clients' reports the peer is owed for sure. */
  public int owed() {
    return feed.size();
  }

  /** How many reports are not here of which the peer says that it has them. */
  public long behind() {
    return announced().countBeyond(home.coverage());
  }

  /** Whether the peer is fed over this link. */
  public boolean isFeeding() {
    return feed.isWanted();
  }

  /** Whether the peer feeds this server over this link. */
  public boolean isFed() {
    return appetite.isWanting();
  }

  /** The last measured time to the peer and back, nanoseconds; 0 before the first. */
  public long roundTripNanos() {
    return roundTripNanos;
  }

  /** How far the peer's clock is ahead, as last measured. */
  public Duration clockOffset() {
    return clockOffset;
  }

  LinkCounts counts() {
    return counts;
  }

  int connectionNumber() {
    return connectionNumber;
  }

  /** The report in that slot of the store is new, and did not come from here. */
  void owe(int slot) {
    if (feed.owes(slot)) {
      counts.countConflated();
    }
    feed.owe(slot);
    if (feed.isWanted() && !feed.owes(slot)) {
      home.broken(Invariant.DEBT, "slot " + slot + " is not owed to " + peer);
    }
    if (feed.size() > home.store().slots()) {
      home.broken(
          Invariant.BOUNDED, feed.size() + " of " + home.store().slots() + " owed to " + peer);
    }
  }

  /** What that server says has changed. */
  void oweLinkState(String server) {
    if (state == State.UP) {
      owedLinkStates.add(server);
    }
  }

  /** This server has more than before. */
  void onCoverage() {
    if (feed.isWanted()) {
      cover.ask();
    } else {
      have.ask();
    }
  }

  void onTree(boolean joined) {
    appetite.onTree(joined);
  }

  /** Sends what is owed as far as the connection takes it. */
  public void flush() {
    while (state == State.UP && !home.isBroken() && connection.isWritable() && sendNext()) {}
  }

  /** Bytes {@code [from, to)} came. */
  public void onBytes(byte[] bytes, int from, int to) {
    lastReceivedNanos = home.clock().monotonicNanos();
    counts.countReceivedBytes(to - from);
    reader.feed(
        bytes,
        from,
        to,
        new FrameReader.Frames() {
          @Override
          public void frame(Frame frame) {
            onFrame(frame);
          }

          @Override
          public void broken(String reason) {
            close(reason);
          }
        });
    home.endOfBatch();
  }

  /** The connection takes bytes again. */
  public void onWritable() {
    flush();
  }

  /** The connection is gone. */
  public void onClosed(String reason) {
    if (state != State.DOWN) {
      state = State.DOWN;
      reader.stop();
      appetite.end();
      home.linkDown(this, reason);
    }
  }

  /** Gives the link up. */
  public void close(String reason) {
    connection.close();
    onClosed(reason);
  }

  private boolean sendNext() {
    if (!owedLinkStates.isEmpty()) {
      sendLinkState();
    } else if (feed.isMarkDue()) {
      sendCover();
    } else if (feed.hasReports()) {
      sendData();
    } else {
      if (markIsWanted && !feed.isSweeping()) {
        cover.ask();
      }
      return false;
    }
    return true;
  }

  private void sendLinkState() {
    String server = owedLinkStates.iterator().next();
    owedLinkStates.remove(server);
    home.topology().of(server).ifPresent(state -> send(new Frame.LinkState(state)));
  }

  private void sendData() {
    writer.beginData();
    // A mark goes before what was owed after it.
    while (!feed.isMarkDue() && feed.hasReports() && add(feed.peek())) {
      int _ = feed.poll();
    }
    if (!writer.isEmpty()) {
      send(writer.finish());
    }
  }

  /** Adds what is in that slot, unless the peer can do without; false if it does not fit. */
  private boolean add(int slot) {
    // What came over this very connection the peer has; what has expired nobody needs.
    if (!home.store().isTaken(slot) || home.cameOver(connectionNumber, slot)) {
      return true;
    }
    Report report = home.store().at(slot);
    if (!writer.fits(report)) {
      return false;
    }
    writer.add(report);
    counts.countSent();
    home.observer().reportSent(peer, report);
    return true;
  }

  private void sendCover() {
    if (!feed.isMarkInOrder()) {
      home.broken(Invariant.COVER_ORDER, "COVER for " + peer);
      return;
    }
    Coverage more = feed.takeMark();
    told.raise(more);
    send(new Frame.Cover(more));
  }

  private void mark() {
    markIsWanted = false;
    if (state == State.UP && feed.isWanted()) {
      markIsWanted = !feed.mark(home.coverage());
      flush();
    }
  }

  private void sayWhatIsHere() {
    if (state != State.UP || feed.isWanted()) {
      return;
    }
    Coverage news = home.coverage().beyond(told);
    if (!news.isEmpty()) {
      sendCoverage(new Frame.Have(news));
    }
  }

  private void onFrame(Frame frame) {
    if (state == State.GREETING) {
      switch (frame) {
        case Frame.Hello hello -> onHello(hello);
        case Frame.Refuse refuse -> close("refused by the other server: " + refuse.reason());
        default -> close("first frame: no HELLO");
      }
      return;
    }
    switch (frame) {
      case Frame.Data data -> home.onData(this, data.reports());
      case Frame.Cover cover -> onCover(cover.coverage());
      case Frame.Want want -> onWant(want.coverage());
      case Frame.Stop _ -> onStop();
      case Frame.Have have -> onPeerHas(have.coverage());
      case Frame.LinkState linkState -> home.onLinkState(this, linkState.neighbours());
      case Frame.Ping ping -> onPing(ping);
      case Frame.Pong pong -> onPong(pong);
      case Frame.Refuse refuse -> close("refused by the other server: " + refuse.reason());
      case Frame.Hello _ -> close("second HELLO");
    }
  }

  private void onHello(Frame.Hello hello) {
    clockOffset = Duration.ofNanos(hello.wallNanos()).minusNanos(home.clock().wallNanos());
    Optional<String> objection =
        new Greeting(home.settings(), dialled).objection(hello, clockOffset);
    if (objection.isPresent()) {
      send(new Frame.Refuse(objection.get()));
      home.refused(hello.server(), "refused here: " + objection.get());
      close("refused here: " + objection.get());
      return;
    }
    if (dialled.isEmpty()) {
      send(home.hello());
    }
    peer = hello.server();
    counts = home.countsOf(peer, counts);
    state = State.UP;
    upSinceWallNanos = home.clock().wallNanos();
    reader.trust();
    home.linkUp(this, clockOffset);
    appetite.begin();
    lastLookNanos = home.clock().monotonicNanos();
    lastPingNanos = lastLookNanos;
    home.timers().after(home.settings().pingAfter().toNanos(), this::keepAlive);
    have.ask();
    flush();
  }

  /** From who feeds this server, and only then: what it covers came before it. */
  private void onCover(Coverage coverage) {
    onPeerHas(coverage);
    home.onCover(coverage);
  }

  private void onPeerHas(Coverage coverage) {
    appetite.peerHas(coverage);
    home.announced(this, coverage);
  }

  private void onWant(Coverage has) {
    onPeerHas(has);
    feed.begin(has);
    markIsWanted = true;
    cover.ask();
  }

  private void onStop() {
    feed.end();
    have.ask();
  }

  /** A peer that sends and does not read gets no PONG: answers must not pile up. */
  private void onPing(Frame.Ping ping) {
    if (connection.isWritable()) {
      send(new Frame.Pong(ping.number(), home.clock().wallNanos()));
    }
  }

  private void onPong(Frame.Pong pong) {
    roundTripNanos = home.clock().monotonicNanos() - pong.number();
    clockOffset =
        Duration.ofNanos(pong.wallNanos() + roundTripNanos / 2)
            .minusNanos(home.clock().wallNanos());
  }

  private void giveUpGreeting() {
    if (state == State.GREETING) {
      close("no HELLO within " + home.settings().helloTimeout().toMillis() + " ms");
    }
  }

  private void keepAlive() {
    if (state != State.UP) {
      return;
    }
    LinkSettings settings = home.settings();
    long now = home.clock().monotonicNanos();
    // Whoever looks late was stopped or busy himself: then the silence may be his own.
    long lateNanos = now - lastLookNanos - settings.pingAfter().toNanos();
    lastLookNanos = now;
    lastReceivedNanos += Math.max(0, lateNanos);
    if (now - lastReceivedNanos > settings.silentAfter().toNanos()) {
      close("silent for " + settings.silentAfter().toMillis() + " ms");
      return;
    }
    long pauseNanos = settings.pingAfter().toNanos();
    // A link that is never idle, if only by its PONGs, wants its peer's clock looked at, too.
    boolean pingIsDue =
        now - lastSentNanos >= pauseNanos
            || now - lastPingNanos >= MOST_PAUSES_WITHOUT_PING * pauseNanos;
    // What waits in a full socket says more than a PING behind it.
    if (pingIsDue && connection.isWritable()) {
      lastPingNanos = now;
      send(new Frame.Ping(now));
    }
    home.timers().after(settings.pingAfter().toNanos(), this::keepAlive);
  }

  private void sendCoverage(Frame frame) {
    told.raise(home.coverage());
    send(frame);
  }

  private void send(Frame frame) {
    send(writer.write(frame));
  }

  private void send(ByteBuffer frame) {
    lastSentNanos = home.clock().monotonicNanos();
    counts.countSentBytes(frame.remaining());
    connection.send(frame);
  }
}
